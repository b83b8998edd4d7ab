import type { CheckStatus } from '@capeline/contracts';
import { IconCheck, IconDots, IconMinus, IconQuestionMark, IconX } from '@tabler/icons-react';
import { STATUS_NAMES } from './words.ts';

const ICONS = {
  ready: IconCheck,
  blocked: IconX,
  expired: IconX,
  in_progress: IconDots,
  unknown: IconQuestionMark,
  not_applicable: IconMinus,
} as const;

/** A status by shape, sign and colour; its name is read aloud. */
export function Mark({ status, label }: { status: CheckStatus; label?: string }) {
  const Icon = ICONS[status];
  return (
    <span className={`mark ${status}`} role="img" aria-label={label ?? STATUS_NAMES[status]}>
      <Icon size={12} stroke={3} aria-hidden />
    </span>
  );
}
