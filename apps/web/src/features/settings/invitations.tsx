import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useMe } from '../../api/session.ts';
import { instant } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Tag } from '../../ui/tag.tsx';
import { type Invitation, invitationsQuery, useResend, useRevokeInvitation } from './member-queries.ts';

const ResentDialog = lazy(async () => ({ default: (await import('./resent-dialog.tsx')).ResentDialog }));

/** Who is invited and has not come yet. */
export function Invitations() {
  const { data, error, refetch } = useQuery(invitationsQuery);
  const resend = useResend();
  if (error && !data) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data || data.data.length === 0) return null;
  return (
    <div>
      <h3>Invited, not here yet</h3>
      {data.data.map((invitation) => (
        <InvitationRow key={invitation.id} invitation={invitation} onResend={() => resend.mutate(invitation.id)} />
      ))}
      <Suspense>{resend.data ? <ResentDialog invitation={resend.data} onClose={resend.reset} /> : null}</Suspense>
    </div>
  );
}

function InvitationRow({ invitation, onResend }: { invitation: Invitation; onResend: () => void }) {
  const { organization } = useMe();
  const revoke = useRevokeInvitation();
  const { email, role, invitedBy, expiresAt, isExpired } = invitation;
  return (
    <div className="row line-above">
      <span className="grow">
        <b>{email}</b> as {role} {isExpired ? <Tag tone="amber">expired</Tag> : null}
        <div className="small dim">
          {invitedBy === null ? 'invited' : `invited by ${invitedBy}`}, {isExpired ? 'ran out' : 'holds until'}{' '}
          {instant(expiresAt, organization.timeZone)}
        </div>
      </span>
      <Button size="xs" variant="default" onClick={onResend}>
        Send again<span className="visually-hidden"> to {email}</span>
      </Button>
      <Button size="xs" variant="default" loading={revoke.isPending} onClick={() => revoke.mutate(invitation.id)}>
        Take back<span className="visually-hidden"> the invitation of {email}</span>
      </Button>
    </div>
  );
}
