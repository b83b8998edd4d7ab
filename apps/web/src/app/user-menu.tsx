import { Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconLogout } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useMe } from '../api/session.ts';
import { useSignOut } from './sign-out.ts';

const SCHEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'As the system has it' },
] as const;

/** Who is signed in, light or dark, sign out. */
export function UserMenu({ children }: { children: ReactElement }) {
  const { user, organization, role } = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [opened, setOpened] = useState(true);
  const signOut = useSignOut();
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" width={250} shadow="md">
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <div style={{ padding: '8px 12px' }}>
          <b>{user.name}</b>
          <div className="small dim">{user.email}</div>
          <div className="small dim">
            {organization.name}, {role}
          </div>
        </div>
        <Menu.Divider />
        <Menu.Label>Colours</Menu.Label>
        {SCHEMES.map(({ value, label }) => (
          <Menu.Item
            key={value}
            closeMenuOnClick={false}
            leftSection={<IconCheck size={16} style={{ visibility: value === colorScheme ? 'visible' : 'hidden' }} />}
            onClick={() => setColorScheme(value)}
          >
            {label}
            {value === colorScheme ? <span className="visually-hidden">, chosen</span> : null}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
