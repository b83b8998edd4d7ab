import { createTheme, type MantineColorsTuple } from '@mantine/core';

const brand: MantineColorsTuple = [
  '#eef8f6',
  '#def1ed',
  '#b9e2da',
  '#8ad1c5',
  '#4cc3b1',
  '#2ea394',
  '#178576',
  '#0f6f62',
  '#0b574d',
  '#073f38',
];

/** Sizes and shapes of Mantine's parts; the colours stand in styles/theme.css. */
export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 4 },
  colors: { brand },
  fontFamily: '"Inter Variable", system-ui, "DejaVu Sans", sans-serif',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '12px', sm: '13.5px', md: '14px', lg: '15.5px', xl: '18px' },
  defaultRadius: '8px',
  respectReducedMotion: true,
  components: {
    // The variant is named so that styles/theme.css can see it.
    Button: { defaultProps: { size: 'sm', variant: 'filled' } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 250, multiline: true, maw: 340 } },
    Drawer: {
      defaultProps: { position: 'right', size: 520, padding: 'lg', closeButtonProps: { 'aria-label': 'Close' } },
    },
    // Its empty element that takes the first focus is no child that a menu may have; the first item takes it.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, menuItemTabIndex: 0 } },
    Modal: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
  },
});
