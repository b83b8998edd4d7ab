import { useQuery } from '@tanstack/react-query';
import { membersQuery } from '../../api/lists.ts';
import { Bones } from '../../ui/bones.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';

export function Members() {
  const { data, error, refetch } = useQuery(membersQuery);
  return (
    <section className="panel stack" aria-label="Members">
      <h2>Members</h2>
      {error && !data ? <ProblemNote error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Bones rows={2} height={36} /> : null}
      {data?.data.map((member) => (
        <div className="row" key={member.id}>
          <span className="avatar" aria-hidden>
            {member.initials}
          </span>
          <span>
            <b>{member.name}</b>
            <div className="small dim">{member.email}</div>
          </span>
          <span className="grow" />
          <span className="dim">{member.role}</span>
        </div>
      ))}
    </section>
  );
}
