import type { FirmReadiness } from '@capeline/contracts';
import { isAnyUploadRecorded, listCodeReports, type TenantTransaction } from '@capeline/db';
import { ACE_INACTIVITY, answerFrom, isDone, type PlainDate, reportAgeOf } from '@capeline/domain';
import { describeFirmChecks } from './describe-firm-checks.ts';
import { describeReport, describeUploader } from './describe-uploaders.ts';
import { readFirmState } from './firm-state.ts';

/**
 * What our own firm must have in order, whoever the client is. What nobody recorded is unknown and never ready; a filer code that
 * was only seen in a report is listed, and counts once somebody confirmed it as ours.
 */
export async function getFirmReadiness(tx: TenantTransaction, today: PlainDate): Promise<FirmReadiness> {
  const state = await readFirmState(tx);
  const checks = describeFirmChecks(state, today);
  const counted = checks.flatMap(({ lines }) => lines).filter(({ confirmed }) => confirmed);
  const statusesOf = (stop: 'our_upload' | 'our_protests', subject: string | null) =>
    checks
      .filter(({ stops }) => stops.includes(stop))
      .flatMap(({ lines }) => lines.filter((line) => line.subject === subject).map(({ status }) => status));
  return {
    businessDate: today,
    canUpload: state.codes.map(({ filerCode, confirmed }) => ({
      filerCode,
      confirmed,
      answer: answerFrom(statusesOf('our_upload', filerCode)),
    })),
    canProtest: answerFrom(statusesOf('our_protests', null)),
    ready: counted.filter(({ status }) => isDone(status)).length,
    total: counted.length,
    checks,
    uploaders: state.uploaders.map((row) => describeUploader(row, state.inactivityDays, today)),
    reports: state.codes.map((row) => describeReport(row, today)),
    inactivity: { days: state.inactivityDays, verified: ACE_INACTIVITY.verified, source: ACE_INACTIVITY.source },
  };
}

/**
 * Our own filer codes that are known to be unable to upload on `today`: the account cannot submit, or nobody's log-in holds. A code that
 * nobody looked at is not among them.
 */
export async function findClosedCodes(tx: TenantTransaction, today: PlainDate): Promise<string[]> {
  if (!(await isAnyUploadRecorded(tx))) return [];
  const { canUpload } = await getFirmReadiness(tx, today);
  return canUpload.flatMap(({ filerCode, confirmed, answer }) => (confirmed && answer === 'no' ? [filerCode] : []));
}

/** The firm's own filer codes whose newest report lacks the last Friday that is due; null when none does. */
export async function findMissingReports(
  tx: TenantTransaction,
  today: PlainDate,
): Promise<{ readonly friday: PlainDate; readonly filerCodes: string[] } | null> {
  const codes = (await listCodeReports(tx)).filter(({ confirmed }) => confirmed);
  const late = codes.filter((row) => describeReport(row, today).state !== 'fresh');
  if (late.length === 0) return null;
  return { friday: reportAgeOf(null, today).friday, filerCodes: late.map(({ filerCode }) => filerCode) };
}

/** The two numbers of the firm on the board: open lines of its own checks, and its filer codes without the last Friday. */
export async function countFirmNeeds(
  tx: TenantTransaction,
  today: PlainDate,
): Promise<{ readonly firmChecksOpen: number; readonly filerCodesWithoutFriday: number }> {
  const { ready, total, reports } = await getFirmReadiness(tx, today);
  const late = reports.filter(({ confirmed, state }) => confirmed && state !== 'fresh');
  return { firmChecksOpen: total - ready, filerCodesWithoutFriday: late.length };
}
