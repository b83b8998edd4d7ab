import type { Absence } from '@capeline/contracts';
import { Button } from '@mantine/core';
import { useCan, useMe } from '../../api/session.ts';
import { longDate } from '../../ui/format.ts';
import { ROLE_MEANINGS, whoMay } from '../../ui/roles.ts';
import { Tag } from '../../ui/tag.tsx';
import { useToday } from '../../ui/today.ts';
import { type Member, useRoleChange } from './member-queries.ts';
import { RoleSelect } from './role-select.tsx';

interface MemberRowProps {
  readonly member: Member;
  readonly mayChange: boolean;
  readonly onLeave: () => void;
}

function Away({ absence: { from, until, delegate } }: { absence: Absence }) {
  const today = useToday();
  const when = from <= today ? `away until ${longDate(until)}` : `away from ${longDate(from)}`;
  return <Tag tone="amber">{delegate ? `${when}, ${delegate.name} stands in` : `${when}, nobody stands in`}</Tag>;
}

/** One member with his role; what this person may not change is shown with the reason. */
export function MemberRow({ member, mayChange, onLeave }: MemberRowProps) {
  const { user } = useMe();
  const mayTouchOwners = useCan('owners:write');
  const change = useRoleChange();
  const isMe = member.userId === user.id;
  const isLocked = member.role === 'owner' && !mayTouchOwners;
  const reason = isLocked ? whoMay('owners:write') : isMe ? 'Nobody takes himself out.' : undefined;
  return (
    <div className="row line-above member">
      <span className="avatar" aria-hidden>
        {member.initials}
      </span>
      <span className="grow">
        <b>{member.name}</b> {isMe ? <Tag>you</Tag> : null}
        {member.absence ? <Away absence={member.absence} /> : null}
        <div className="small dim">{member.email}</div>
      </span>
      {mayChange && !isLocked ? (
        <>
          <RoleSelect
            label={`Role of ${member.name}`}
            isLabelHidden
            value={member.role}
            onChange={(role) => change.mutate({ member, role })}
          />
          <Button size="xs" variant="default" disabled={isMe} title={reason} onClick={onLeave}>
            Deactivate<span className="visually-hidden"> {member.name}</span>
          </Button>
        </>
      ) : (
        <span className="small" title={reason}>
          <b>{member.role}</b>
          <div className="dim">{mayChange && reason ? reason : ROLE_MEANINGS[member.role]}</div>
        </span>
      )}
    </div>
  );
}
