import { Drawer } from '@mantine/core';
import { Brand, Nav } from './nav.tsx';

/** The navigation on narrow screens. */
export function NavDrawer({ onClose }: { onClose: () => void }) {
  return (
    <Drawer opened onClose={onClose} position="left" size={260} title={<Brand />} padding="sm">
      <Nav />
    </Drawer>
  );
}
