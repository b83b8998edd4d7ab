import { expect } from '@jest/globals';
import { entryNumberCheckDigit } from '../../../packages/domain/src/index.ts';
import { createApiKey, setUpFirm } from '../../../packages/operations/src/index.ts';
import { waitUntil } from '../../journeys/support/wait-until.ts';
import type { ApiProcess, Installation } from './installation.ts';

/** A report of the harness and what must come out of it. */
export interface FaultReport {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly rows: number;
  readonly entryNumbers: readonly string[];
}

export interface ReportOptions {
  /** Serial of the first entry; reports with the same serials overlap. */
  readonly first: number;
  readonly entries: number;
  /** Duty of every row, in dollars. */
  readonly duty?: number;
  readonly liquidationDate?: string;
  /** Which pair of importers; each makes two clients. */
  readonly importers?: number;
}

/** A firm whose every fact carries a mark of its own: what is seen elsewhere has crossed. */
export interface FaultFirm {
  readonly name: string;
  readonly organizationId: string;
  readonly ownerEmail: string;
  readonly filerCode: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Entry numbers of everything that was sent in and accepted. */
  readonly sent: Set<string>;
  /** Name of each of its clients: contains the filer code, which no other firm has. */
  readonly clientName: string;
}

export type ImportView = {
  id: string;
  status: string;
  counts: Record<string, number>;
  progress: { done: number; total: number };
  problem: { code: string } | null;
};

const HEADER =
  'Entry Summary Number,Entry Type Code,Importer Number,Importer Name,Port of Entry Code,Entry Date,Reconciliation Indicator,Liquidation Date,Liquidation Status,Entry Summary Line Number,Tariff Ordinal Number,HTS Number - Full,Line Tariff Goods Value Amount,Line Tariff Duty Amount';

const OPERATOR = { kind: 'cli', id: null } as const;

/** Makes a firm and a key by the operations behind the command line; without its processes, which would cost seconds. */
export async function makeFirm(installation: Installation): Promise<FaultFirm> {
  const number = installation.firms.length + 1;
  const filerCode = `Q${String(number).padStart(2, '0')}`;
  const name = `Faults ${filerCode}`;
  const ownerEmail = `owner-${filerCode.toLowerCase()}@broker.example`;
  const now = new Date();
  const { organizationId } = await setUpFirm(
    installation.database,
    {
      organizationName: name,
      owner: { name: 'Olive Owner', email: ownerEmail, passwordHash: null },
      filerCodes: [filerCode],
    },
    { unless: 'the_name_is_taken', now, actor: OPERATOR },
  );
  const { key } = await installation.database.withTenantPg(organizationId, (tx) =>
    createApiKey(tx, { name: 'faults', scopes: ['*'] }, { actor: OPERATOR, granted: ['*'], now }),
  );
  const headers = { authorization: `Bearer ${key}` };
  const firm = {
    name,
    organizationId,
    ownerEmail,
    filerCode,
    headers,
    sent: new Set<string>(),
    clientName: `Clients of ${filerCode}`,
  };
  installation.firms.push(firm);
  return firm;
}

/** Entries with one to three rows each, all liquidated on one day (by default so that their protest is due within the week) for one of two importers. */
export function reportOf(firm: FaultFirm, options: ReportOptions): FaultReport {
  const { first, entries, duty = 100, liquidationDate = '06/01/2026', importers = 0 } = options;
  const lines = [HEADER];
  const entryNumbers: string[] = [];
  const filer = firm.filerCode;
  for (let serial = first; serial < first + entries; serial += 1) {
    const ten = `${filer}${String(serial).padStart(7, '0')}`;
    const entryNumber = ten + entryNumberCheckDigit(ten);
    entryNumbers.push(entryNumber);
    const which = 2 * importers + (serial % 2);
    const importer = `${filer.slice(1)}-${1_000_000 + which}00`;
    for (let row = 0; row <= serial % 3; row += 1)
      lines.push(
        `${entryNumber},01,${importer},${firm.clientName} ${which},2704,03/27/2025,N,${liquidationDate},Liquidated,001,${row + 1},99030124,$0.00,$${duty}.00`,
      );
  }
  return { bytes: Buffer.from(`${lines.join('\r\n')}\r\n`), rows: lines.length - 1, entryNumbers };
}

/** `POST /api/v1/imports`; what was accepted counts as sent. */
export async function sendReport(
  api: Pick<ApiProcess, 'url'>,
  firm: FaultFirm,
  report: FaultReport,
  fields: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const form = new FormData();
  for (const [field, value] of Object.entries({ autoCommit: 'true', asOf: '2026-11-20', ...fields }))
    form.set(field, value);
  form.set('file', new Blob([report.bytes]), 'report.csv');
  const answer = await fetch(`${api.url}/api/v1/imports`, { method: 'POST', headers: firm.headers, body: form });
  if (answer.ok) for (const number of report.entryNumbers) firm.sent.add(number);
  return answer;
}

/** Sends a report in that must be accepted; answers the id of its import. */
export async function sendAccepted(...args: Parameters<typeof sendReport>): Promise<string> {
  const answer = await sendReport(...args);
  const body = (await answer.json()) as ImportView;
  expect({ status: answer.status, body }).toMatchObject({ status: 202 });
  return body.id;
}

export async function viewImport(api: Pick<ApiProcess, 'url'>, firm: FaultFirm, importId: string): Promise<ImportView> {
  const answer = await fetch(`${api.url}/api/v1/imports/${importId}`, { headers: firm.headers });
  return (await answer.json()) as ImportView;
}

/** Waits until the import was committed, and answers it. */
export async function committed(
  api: Pick<ApiProcess, 'url'>,
  firm: FaultFirm,
  importId: string,
  timeoutMs = 60_000,
): Promise<ImportView> {
  let latest: ImportView | null = null;
  await waitUntil(
    async () => {
      latest = await viewImport(api, firm, importId);
      if (latest.status === 'failed') throw new Error(`the import failed: ${JSON.stringify(latest)}`);
      return latest.status === 'committed';
    },
    timeoutMs,
    () => `the import stands at ${JSON.stringify(latest)}`,
  );
  return latest as unknown as ImportView;
}
