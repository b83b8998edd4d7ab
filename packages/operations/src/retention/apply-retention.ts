import { type Database, removeMailTexts, removeReportFiles } from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';

const DAY_MS = 86_400_000;

/** For how many days what is kept; null for as long as the firm. The audit trail, entries, deadlines and delivery records have no end. */
export interface RetentionSettings {
  readonly uploadsDays: number | null;
  readonly mailsDays: number | null;
}

export interface RetentionOutcome {
  readonly filesRemoved: number;
  readonly mailTextsRemoved: number;
}

/**
 * Removes the uploaded files and the texts of mails that are older than the installation keeps them, with one audit event that counts
 * them when there were any. Idempotent. Facts, history and delivery records stay.
 */
export async function applyRetention(
  database: Database,
  organizationId: string,
  input: { readonly now: Date; readonly keep: RetentionSettings },
): Promise<RetentionOutcome> {
  const { now, keep } = input;
  const before = (days: number): Date => new Date(now.getTime() - days * DAY_MS);
  return database.withTenantPg(organizationId, async (tx) => {
    const filesRemoved = keep.uploadsDays === null ? 0 : await removeReportFiles(tx, before(keep.uploadsDays));
    const mailTextsRemoved = keep.mailsDays === null ? 0 : await removeMailTexts(tx, before(keep.mailsDays));
    if (filesRemoved + mailTextsRemoved > 0)
      await appendAudit(tx, {
        at: now,
        actor: { kind: 'system', id: null },
        action: 'retention.applied',
        subject: { kind: 'organization', id: organizationId },
        details: { filesRemoved, mailTextsRemoved, ...keep },
      });
    return { filesRemoved, mailTextsRemoved };
  });
}
