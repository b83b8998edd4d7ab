import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMe } from '../../api/session.ts';
import { Bones } from '../../ui/bones.tsx';
import { instant } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Tag } from '../../ui/tag.tsx';
import { sessionsQuery, useEndOtherSessions } from './queries.ts';

/** Where the person is signed in, and out everywhere else. */
export function SessionsPanel() {
  const { organization } = useMe();
  const { data, error, refetch } = useQuery(sessionsQuery);
  const end = useEndOtherSessions();
  const others = data?.data.filter(({ isCurrent }) => !isCurrent).length ?? 0;
  return (
    <section className="panel stack tight" aria-label="Signed in">
      <div className="row">
        <div className="grow">
          <h2>Signed in</h2>
          <p className="dim">A session ends by itself after twelve hours without use.</p>
        </div>
        <Button variant="default" disabled={others === 0} loading={end.isPending} onClick={() => end.mutate()}>
          Sign out everywhere else
        </Button>
      </div>
      {error && !data ? <ProblemNote error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Bones rows={2} height={36} /> : null}
      {data?.data.map((session) => (
        <div className="row line-above" key={`${session.organizationName} ${session.createdAt} ${session.isCurrent}`}>
          <span className="grow">
            <b>{session.organizationName}</b>
            <div className="small dim">
              since {instant(session.createdAt, organization.timeZone)}, last seen{' '}
              {instant(session.lastSeenAt, organization.timeZone)}
            </div>
          </span>
          {session.isCurrent ? <Tag tone="green">this one</Tag> : null}
        </div>
      ))}
    </section>
  );
}
