import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { membersQuery } from '../../api/lists.ts';
import { useCan, useMe } from '../../api/session.ts';
import { Bones } from '../../ui/bones.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { whoMay } from '../../ui/roles.ts';
import { Invitations } from './invitations.tsx';
import type { Member } from './member-queries.ts';
import { MemberRow } from './member-row.tsx';

const InviteDialog = lazy(async () => ({ default: (await import('./invite-dialog.tsx')).InviteDialog }));
const DeactivateDialog = lazy(async () => ({ default: (await import('./deactivate-dialog.tsx')).DeactivateDialog }));

/** The people of the firm: who they are, what they may do, who is invited. */
export function Members() {
  const { organization } = useMe();
  const { data, error, refetch } = useQuery(membersQuery);
  const mayChange = useCan('members:write') && !organization.isSample;
  const [leaving, setLeaving] = useState<Member | null>(null);
  const [isInviting, setInviting] = useState(false);
  const why = organization.isSample ? 'The sample firm takes no real people.' : whoMay('members:write');
  return (
    <section className="panel stack" id="members" aria-label="Members">
      <div className="row">
        <div className="grow">
          <h2>Members</h2>
          <p className="dim">
            {mayChange
              ? 'A role holds from the next click on.'
              : `Only looking: to invite or change somebody, ${lowerFirst(why)}`}
          </p>
        </div>
        {mayChange ? <Button onClick={() => setInviting(true)}>Invite somebody</Button> : null}
      </div>
      {error && !data ? <ProblemNote error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Bones rows={2} height={36} /> : null}
      <div>
        {data?.data.map((member) => (
          <MemberRow key={member.id} member={member} mayChange={mayChange} onLeave={() => setLeaving(member)} />
        ))}
      </div>
      {data?.data.length === 1 && mayChange ? (
        <p className="note-box">
          You are alone here. Invite the colleagues who work the dates, and a second owner in case you are away: alerts
          of a client go to whoever answers for it.
        </p>
      ) : null}
      {mayChange ? <Invitations /> : null}
      <Suspense>
        {isInviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
        {leaving ? (
          <DeactivateDialog member={leaving} members={data?.data ?? []} onClose={() => setLeaving(null)} />
        ) : null}
      </Suspense>
    </section>
  );
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
