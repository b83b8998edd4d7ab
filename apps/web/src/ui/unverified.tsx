import { Tag } from './tag.tsx';

/** Marks a figure whose rule no current CBP text confirms, with where it comes from. It may alarm, never exclude. */
export function Unverified({ source }: { source: string }) {
  return (
    <>
      <Tag tone="unknown" title={source}>
        unverified
      </Tag>{' '}
      <span className="small faint">{source}</span>
    </>
  );
}
