import { IconCheck, IconQuestionMark, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';

export type Tone = 'plain' | 'red' | 'amber' | 'green' | 'accent' | 'unknown';
const ICONS = { red: IconX, green: IconCheck, unknown: IconQuestionMark } as const;

/** A short statement; red, green and unknown also carry a sign, because colour alone says nothing to some. */
export function Tag({ tone = 'plain', title, children }: { tone?: Tone; title?: string; children: ReactNode }) {
  const Icon = tone in ICONS ? ICONS[tone as keyof typeof ICONS] : null;
  return (
    <span className={`tag ${tone}`} title={title}>
      {Icon ? <Icon size={12} stroke={3} aria-hidden /> : null}
      <span>{children}</span>
    </span>
  );
}
