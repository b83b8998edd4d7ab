import { randomUUID } from 'node:crypto';
import { AppError, type ImportMappingRequest, type ImportMappingResponse } from '@capeline/contracts';
import {
  type AuditActor,
  enqueue,
  type FoundColumn,
  findFoundColumns,
  findReportImport,
  markReportsMapped,
  type ReportImport,
  type TenantTransaction,
  upsertReportMapping,
} from '@capeline/db';
import {
  type ColumnChoice,
  checkChoices,
  ES003_COLUMN_NAMES,
  ES003_COLUMNS,
  type Es003ColumnName,
  headerKey,
  toMapping,
} from '@capeline/domain';
import { columnLetters } from '@capeline/tabular';
import { appendAudit } from '../audit/append-audit.ts';
import { fingerprintOf } from './recognise-report.ts';

interface WaitingReport {
  readonly report: ReportImport;
  readonly columns: readonly FoundColumn[];
}

async function getWaiting(tx: TenantTransaction, importId: string): Promise<WaitingReport> {
  const report = await findReportImport(tx, importId);
  if (report === null) throw new AppError('not_found', 'There is no such import.');
  const columns = await findFoundColumns(tx, importId);
  if (columns === null) throw new AppError('import.not_mappable', 'Its columns are known, or it was mapped already.');
  return { report, columns };
}

/**
 * What was found in a file whose layout is not known, with a proposal for every column that something speaks for. Throws
 * `not_found`, and `import.not_mappable` when the import does not wait for a mapping.
 */
export async function getImportMapping(tx: TenantTransaction, importId: string): Promise<ImportMappingResponse> {
  const { report, columns } = await getWaiting(tx, importId);
  return {
    importId,
    sheet: report.recognition?.sheet ?? null,
    headerRow: report.recognition?.headerRow ?? 1,
    columns: columns.map(({ header, samples, proposed }, index) => ({
      position: index + 1,
      letters: columnLetters(index),
      header,
      samples: [...samples],
      proposed,
    })),
    facts: ES003_COLUMN_NAMES.map((fact) => {
      const { header, required } = ES003_COLUMNS[fact];
      return { fact, header, required };
    }),
  };
}

type RequestedColumn = ImportMappingRequest['columns'][number];
interface PointedIssue {
  readonly pointer: string;
  readonly message: string;
}

/** The position that a requested column means, or what is wrong with how it is named. */
function positionOf({ position, header }: RequestedColumn, headers: readonly string[]): number | string {
  if (position !== undefined) return position;
  if (header === undefined) return 'name the column by its position or its header';
  const key = headerKey(header);
  const found = headers.flatMap((text, index) => (key !== '' && headerKey(text) === key ? [index + 1] : []));
  const [only] = found;
  if (only === undefined) return 'the file has no column with this header';
  return found.length === 1 ? only : 'several columns have this header; name the one by its position';
}

/** Turns a request into checked choices; throws `request.invalid` with everything that is wrong, each at its place. */
function checkRequest(requested: readonly RequestedColumn[], headers: readonly string[]): ColumnChoice[] {
  const issues: PointedIssue[] = [];
  const choices: (ColumnChoice & { readonly index: number })[] = [];
  requested.forEach((column, index) => {
    const position = positionOf(column, headers);
    if (typeof position === 'number') choices.push({ index, position, fact: column.fact as Es003ColumnName });
    else issues.push({ pointer: `/columns/${index}/header`, message: position });
  });
  for (const { index, field, message } of checkChoices(headers, choices)) {
    const at = index === null ? undefined : choices[index]?.index;
    issues.push({ pointer: at === undefined ? '/columns' : `/columns/${at}/${field}`, message });
  }
  if (issues.length === 0) return choices;
  throw new AppError('request.invalid', 'The columns cannot be read like this.', issues);
}

/**
 * Remembers which column of a waiting import's layout holds which fact, and has it and every other import that waits with the
 * same headers read again, in the caller's transaction. Throws `not_found`, `import.not_mappable`, and `request.invalid` with a pointer for every wrong choice.
 */
export async function mapReport(
  tx: TenantTransaction,
  input: {
    readonly importId: string;
    readonly columns: readonly RequestedColumn[];
    readonly userId: string | null;
    readonly actor: AuditActor;
    readonly now: Date;
  },
): Promise<void> {
  const { importId, actor, now } = input;
  const { report, columns: found } = await getWaiting(tx, importId);
  const headers = found.map(({ header }) => header);
  const columns = toMapping(headers, checkRequest(input.columns, headers));
  const { kind, fileName } = report;
  const fingerprint = fingerprintOf(headers);
  const mapping = { id: randomUUID(), kind, fingerprint, fileName, columns, createdBy: input.userId, createdAt: now };
  const { id: mappingId } = await upsertReportMapping(tx, mapping);
  const { organizationId } = tx;
  const waiting = await markReportsMapped(tx, kind, fingerprint);
  if (!waiting.includes(importId)) throw new AppError('import.not_mappable', 'Somebody else mapped it at this moment.');
  for (const id of waiting) await enqueue(tx, 'read-report', { organizationId, importId: id });
  await appendAudit(tx, {
    at: now,
    actor,
    action: 'import.mapped',
    subject: { kind: 'import', id: importId },
    details: {
      mappingId,
      fileName,
      alsoRead: waiting.filter((id) => id !== importId),
      columns: columns.map(({ fact, headerKey: key }) => `${fact} = ${key}`),
    },
  });
}
