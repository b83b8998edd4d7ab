import type { FilerCodeReport, FirmUploader } from '@capeline/contracts';
import type { CodeReportRow, FirmUploaderRow } from '@capeline/db';
import { loginLapsesOn, type PlainDate, plainDate, reportAgeOf, type Uploader, uploaderState } from '@capeline/domain';

/** An uploader as the rules see him. */
export function toUploader({ name, filerCodes, lastLoginOn }: FirmUploaderRow): Uploader {
  return { name, filerCodes, lastLoginOn: lastLoginOn === null ? null : plainDate(lastLoginOn) };
}

/** An uploader with the day on which his log-in lapses. */
export function describeUploader(row: FirmUploaderRow, inactivityDays: number, today: PlainDate): FirmUploader {
  const { lastLoginOn } = toUploader(row);
  return {
    id: row.id,
    name: row.name,
    filerCodes: row.filerCodes,
    lastLoginOn,
    lapsesOn: lastLoginOn === null ? null : loginLapsesOn(lastLoginOn, inactivityDays),
    state: uploaderState(lastLoginOn, inactivityDays, today),
    evidenceNote: row.evidenceNote,
    version: row.version,
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** How old a filer code's newest report is today. */
export function describeReport({ filerCode, confirmed, asOf }: CodeReportRow, today: PlainDate): FilerCodeReport {
  return { filerCode, confirmed, ...reportAgeOf(asOf === null ? null : plainDate(asOf), today) };
}
