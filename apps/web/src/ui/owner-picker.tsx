import { Menu } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { membersQuery } from '../api/lists.ts';
import { useCan } from '../api/session.ts';
import { Tag } from './tag.tsx';

export interface Owner {
  readonly id: string;
  readonly name: string;
  readonly initials: string;
}

interface OwnerPickerProps {
  readonly owner: Owner | null;
  readonly of: string;
  readonly withName?: boolean;
  readonly onPick: (owner: Owner | null) => void;
}

function OwnerFace({ owner, withName }: { owner: Owner | null; withName: boolean }) {
  if (owner === null) return <Tag tone="amber">no owner</Tag>;
  return (
    <>
      <span className="avatar" title={owner.name}>
        {owner.initials}
      </span>
      {withName ? owner.name : <span className="visually-hidden">{owner.name}</span>}
    </>
  );
}

/** Shows who answers for a client and lets another be named. */
export function OwnerPicker({ owner, of, withName = false, onPick }: OwnerPickerProps) {
  const mayWrite = useCan('clients:write');
  const members = useQuery({ ...membersQuery, enabled: mayWrite });
  if (!mayWrite) return <OwnerFace owner={owner} withName={withName} />;
  return (
    <Menu position="bottom-end" width={240} shadow="md">
      <Menu.Target>
        <button
          type="button"
          className="owner-button"
          aria-label={`Owner of ${of}: ${owner?.name ?? 'nobody'}. Change`}
        >
          <OwnerFace owner={owner} withName={withName} />
        </button>
      </Menu.Target>
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
        {owner === null ? null : (
          <Menu.Item leftSection={<IconUserPlus size={16} />} onClick={() => onPick(null)}>
            Nobody
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
