import { Menu, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { request } from '../api/http.ts';
import { meQuery, useMe } from '../api/session.ts';
import { showProblem } from '../ui/undo-toast.tsx';

/** "Ruth Mills" gives "RM". */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase();
}

/** Ends the session on the server, forgets everything that was loaded, goes to the first page. */
export function useSignOut(): () => Promise<void> {
  const cache = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    try {
      await request('session', { method: 'DELETE' });
      cache.clear();
      cache.setQueryData(meQuery.queryKey, null);
      await navigate('/sign-in');
    } catch (error) {
      showProblem(error);
    }
  };
}

export function UserMenu() {
  const { user, organization, role } = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  return (
    <Menu position="bottom-end" width={250} shadow="md">
      <Menu.Target>
        <button type="button" className="avatar" aria-label={`Account of ${user.name}`}>
          {initialsOf(user.name)}
        </button>
      </Menu.Target>
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
