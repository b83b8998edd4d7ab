import type { ReactNode } from 'react';

/** Nothing here: says why and what to do. */
export function EmptyState({ icon, title, children }: { icon?: ReactNode; title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      {icon ? <div className="icon">{icon}</div> : null}
      <h2>{title}</h2>
      {children}
    </div>
  );
}
