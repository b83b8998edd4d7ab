import type { CheckKind } from '@capeline/contracts';
import { Tag } from './tag.tsx';
import { CHECK_NAMES } from './words.ts';

interface ReadinessTagProps {
  readonly answer: 'yes' | 'no' | 'unknown';
  readonly stops: readonly CheckKind[];
  readonly yes: string;
  /** What stands in the way beside checks. */
  readonly reasons?: readonly string[];
}

/** One of the two answers about a client. Unknown is never shown as yes: it names the check that nobody has looked at. */
export function ReadinessTag({ answer, stops, yes, reasons = [] }: ReadinessTagProps) {
  if (answer === 'yes') return <Tag tone="green">{yes}</Tag>;
  const names = [...stops.map((kind) => CHECK_NAMES[kind]), ...reasons];
  const first = names[0] ?? 'not checked';
  const more = names.length > 1 ? ` +${names.length - 1}` : '';
  if (answer === 'no') {
    return (
      <Tag tone="red" title={`Stopped by: ${names.join(', ')}`}>
        {first}
        {more}
      </Tag>
    );
  }
  return (
    <Tag tone="unknown" title={`Unknown: ${names.join(', ')}`}>
      {first}
      {more}
      <span className="visually-hidden"> unknown</span>
    </Tag>
  );
}
