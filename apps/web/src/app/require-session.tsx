import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { meQuery } from '../api/session.ts';
import { Bones } from '../ui/bones.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

/** Lets a signed-in person through; sends everybody else to sign in and remembers where they wanted to go. */
export function RequireSession({ children }: { children: ReactNode }) {
  const { data, isPending, error, refetch } = useQuery(meQuery);
  const { pathname, search } = useLocation();
  if (isPending)
    return (
      <div className="page">
        <Bones rows={4} height={64} />
      </div>
    );
  if (error && data === undefined) {
    return (
      <div className="page">
        <ProblemNote error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (!data) {
    const wanted = `${pathname}${search}`;
    return <Navigate to={wanted === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(wanted)}`} replace />;
  }
  return children;
}
