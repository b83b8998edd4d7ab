import { Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconLogout, IconUser } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useMe } from '../api/session.ts';
import { useSwitchFirm } from '../api/switch-firm.ts';
import { showProblem } from '../ui/toasts.ts';
import { useSignOut } from './sign-out.ts';

const SCHEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'As the system has it' },
] as const;

/** Who is signed in and in which firm, light or dark, sign out. */
export function UserMenu({ children }: { children: ReactElement }) {
  const { user, organization, role, firms } = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [opened, setOpened] = useState(true);
  const signOut = useSignOut();
  const change = useSwitchFirm();
  const navigate = useNavigate();
  const goTo = (id: string) => {
    if (id === organization.id) return;
    // An address of one firm means nothing in another: the new one begins at its board.
    change.mutate(id, { onSuccess: () => void navigate('/'), onError: showProblem });
  };
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
        <Menu.Item component={Link} to="/account" leftSection={<IconUser size={16} />}>
          My account
        </Menu.Item>
        {firms.length > 1 ? (
          <>
            <Menu.Divider />
            <Menu.Label>Firm</Menu.Label>
            {firms.map((firm) => (
              <Menu.Item
                key={firm.id}
                leftSection={
                  <IconCheck size={16} style={{ visibility: firm.id === organization.id ? 'visible' : 'hidden' }} />
                }
                onClick={() => goTo(firm.id)}
              >
                {firm.name}
                {firm.id === organization.id ? <span className="visually-hidden">, open now</span> : null}
              </Menu.Item>
            ))}
          </>
        ) : null}
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
