import { Menu, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useMe } from '../api/session.ts';
import { useSignOut } from './sign-out.ts';

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
        <div style={{ padding: '6px 8px' }}>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label="Colours"
            value={colorScheme}
            onChange={(value) => setColorScheme(value as typeof colorScheme)}
            data={[
              { label: 'Light', value: 'light' },
              { label: 'Dark', value: 'dark' },
              { label: 'Auto', value: 'auto' },
            ]}
          />
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
