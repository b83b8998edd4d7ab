import type { CheckStatus } from '../checks/check-kinds.ts';
import type { FirmCheckKind } from './firm-check-kinds.ts';
import type { FirmCheckExtras } from './firm-check-state.ts';

type NamedPeople = Pick<FirmCheckExtras, 'ownerId' | 'backupId'>;

/**
 * A line of the firm's own checks after one person's part went to another; null when the line does not name him. Nobody stands in for
 * himself: where the heir has the other part already, the place of the stand-in is free. A duty that was ready is in progress again,
 * because nobody has seen yet that the new person can do it.
 */
export function handOverFirmCheck<Status extends CheckStatus>(
  kind: FirmCheckKind,
  record: NamedPeople & { readonly status: Status },
  { from, to }: { readonly from: string; readonly to: string },
): (NamedPeople & { readonly status: Status | 'in_progress' }) | null {
  if (record.ownerId !== from && record.backupId !== from) return null;
  const given = (person: string | null): string | null => (person === from ? to : person);
  const ownerId = given(record.ownerId);
  const backupId = given(record.backupId);
  const isDutyToSeeAnew = kind === 'backup_person' && record.status === 'ready';
  return {
    ownerId,
    backupId: backupId === ownerId ? null : backupId,
    status: isDutyToSeeAnew ? 'in_progress' : record.status,
  };
}
