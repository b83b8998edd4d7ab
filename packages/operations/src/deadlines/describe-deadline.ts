import type { Deadline } from '@capeline/contracts';
import type { DeadlineRow } from '@capeline/db';
import { DEADLINE_RULES, type DeadlineKind, daysBetween, plainDate } from '@capeline/domain';

/**
 * Citation and arithmetic are not stored: they follow from the kind and the days between day 0 and last day, so that a date
 * shows the rule that made it even when another rule of the same kind holds today.
 */
export function explainDeadline(row: {
  readonly kind: DeadlineKind;
  readonly liquidatedOn: string;
  readonly lastDay: string;
}): {
  citation: string;
  arithmetic: string;
} {
  const days = daysBetween(plainDate(row.liquidatedOn), plainDate(row.lastDay));
  const rules = DEADLINE_RULES.filter((rule) => rule.kind === row.kind);
  const rule = rules.find((one) => one.days === days) ?? rules.at(-1);
  return { citation: rule?.citation ?? '', arithmetic: `${row.liquidatedOn} + ${days} days` };
}

/** Who acknowledged an alert, when and with what words; null when nobody did. */
export function describeAcknowledgement(
  row: Pick<DeadlineRow, 'acknowledgedAt' | 'acknowledgedByName' | 'acknowledgedNote'>,
): Deadline['acknowledged'] {
  const { acknowledgedAt, acknowledgedByName, acknowledgedNote } = row;
  if (acknowledgedAt === null) return null;
  return { at: acknowledgedAt.toISOString(), by: acknowledgedByName ?? 'An API key', note: acknowledgedNote };
}

/** A deadline as the API answers it. An old acknowledgement does not count while a tighter alert is open. */
export function describeDeadline(row: DeadlineRow): Deadline {
  const { acknowledgedAt: _at, acknowledgedByName: _by, acknowledgedNote: _note, ...dates } = row;
  return {
    ...dates,
    ...explainDeadline(row),
    acknowledged: row.openAlertTier === null ? describeAcknowledgement(row) : null,
  };
}
