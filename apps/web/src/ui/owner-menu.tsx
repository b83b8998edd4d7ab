import { Menu } from '@mantine/core';
import { IconUserOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { membersQuery } from '../api/lists.ts';
import type { OwnerPickerProps } from './owner.ts';

/** The members to choose from; open from the start, because it is fetched by the click that wants it. */
export function OwnerMenu({ owner, of, face, onPick, children }: OwnerPickerProps & { children: ReactElement }) {
  const [opened, setOpened] = useState(true);
  const members = useQuery(membersQuery);
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" width={240} shadow="md">
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Who answers for {of}?</Menu.Label>
        {members.data?.data.map((member) => (
          <Menu.Item
            key={member.id}
            leftSection={<span className="avatar">{member.initials}</span>}
            onClick={() => onPick(member)}
          >
            {member.name}
          </Menu.Item>
        ))}
        {owner === null && face === undefined ? null : (
          <Menu.Item leftSection={<IconUserOff size={16} />} onClick={() => onPick(null)}>
            Nobody
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
