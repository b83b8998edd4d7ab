import type { Permission } from '@capeline/contracts';
import { useMantineColorScheme } from '@mantine/core';
import {
  IconCalendarDue,
  IconCoinOff,
  IconFileImport,
  IconKey,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconPrinter,
  IconReceipt,
  IconUserOff,
  IconUserPlus,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useMe } from '../api/session.ts';
import { capsOf } from '../ui/keys/key-table.ts';
import { PAGES } from './pages.tsx';
import { useSignOut } from './sign-out.ts';

export interface Command {
  readonly group: 'Go to' | 'Do';
  readonly label: string;
  /** Other words by which somebody may look for it. */
  readonly also?: string;
  readonly icon: ReactNode;
  readonly caps?: string;
  readonly needs?: Permission;
  readonly run: () => void;
}

/** What the palette offers beside what it finds: the pages and the actions that the person may use. */
export function useCommands(openHelp: () => void): readonly Command[] {
  const navigate = useNavigate();
  const signOut = useSignOut();
  const { permissions } = useMe();
  const { toggleColorScheme } = useMantineColorScheme();
  const to = (address: string) => () => void navigate(address);
  const commands: Command[] = [
    ...PAGES.map(
      ({ key, label, to: address, icon: Icon, needs }): Command => ({
        group: 'Go to',
        label,
        icon: <Icon size={17} stroke={1.7} aria-hidden />,
        caps: capsOf(key),
        ...(needs && { needs }),
        run: to(address),
      }),
    ),
    {
      group: 'Go to',
      label: 'Closing in 14 days',
      icon: <IconCalendarDue size={17} />,
      run: to('/deadlines?within=14'),
    },
    {
      group: 'Go to',
      label: 'Cannot be paid',
      also: 'ach payment',
      icon: <IconCoinOff size={17} />,
      run: to('/clients?filter=stops_payment'),
    },
    {
      group: 'Go to',
      label: 'Entries that need data',
      icon: <IconReceipt size={17} />,
      run: to('/entries?needsData=true'),
    },
    {
      group: 'Do',
      label: 'Load an ACE report',
      also: 'import upload es-003',
      icon: <IconFileImport size={17} />,
      needs: 'imports:write',
      run: to('/imports'),
    },
    {
      group: 'Do',
      label: 'Assign the clients that nobody owns',
      also: 'owner',
      icon: <IconUserOff size={17} />,
      needs: 'clients:write',
      run: to('/clients?filter=no_owner'),
    },
    {
      group: 'Do',
      label: 'Invite a colleague',
      also: 'member user',
      icon: <IconUserPlus size={17} />,
      needs: 'settings:write',
      run: to('/settings'),
    },
    {
      group: 'Do',
      label: 'Make an API key',
      also: 'integration token',
      icon: <IconKey size={17} />,
      needs: 'settings:write',
      run: to('/settings'),
    },
    {
      group: 'Do',
      label: 'Print this page',
      also: 'paper pdf',
      icon: <IconPrinter size={17} />,
      run: () => window.print(),
    },
    {
      group: 'Do',
      label: 'Show the keys of this page',
      also: 'keyboard shortcuts help',
      icon: <IconKeyboard size={17} />,
      caps: capsOf('help'),
      run: openHelp,
    },
    {
      group: 'Do',
      label: 'Switch light and dark',
      also: 'theme colours',
      icon: <IconMoon size={17} />,
      run: toggleColorScheme,
    },
    { group: 'Do', label: 'Sign out', icon: <IconLogout size={17} />, run: () => void signOut() },
  ];
  return commands.filter(({ needs }) => !needs || permissions.includes('*') || permissions.includes(needs));
}

/** True when every word typed begins a word of the command. */
export function isWanted({ label, also = '' }: Pick<Command, 'label' | 'also'>, typed: string): boolean {
  const words = `${label} ${also}`.toLowerCase().split(/[\s-]+/u);
  return typed
    .toLowerCase()
    .split(/\s+/u)
    .every((part) => words.some((word) => word.startsWith(part)));
}
