/** ES-003 reports written by hand, one row at a time, and sent in with any form around them. */
import type { RunningSystem } from './running-system.ts';
import { waitUntil } from './wait-until.ts';

const HEADER =
  'Entry Summary Number,Entry Type Code,Importer Number,Importer Name,Entry Date,Entry Summary Date,Reconciliation Indicator,Liquidation Date,Liquidation Status,Entry Summary Line Number,Tariff Ordinal Number,HTS Number - Full,Line Tariff Goods Value Amount,Line Tariff Duty Amount';

export type ReportRow = {
  entryNumber: string;
  importerName?: string;
  liquidationDate?: string;
  liquidationStatus?: string;
  hts?: string;
  duty?: string;
};

/** One line of a report with an IEEPA duty of $1,234.56 unless said otherwise. */
function line(row: ReportRow): string {
  const { entryNumber, importerName = 'Interface Test Co' } = row;
  const {
    liquidationDate = '06/12/2026',
    liquidationStatus = 'Liquidated',
    hts = '99030177',
    duty = '"$1,234.56"',
  } = row;
  return `${entryNumber},01,16-3872495AB,${importerName},03/27/2025,04/06/2025,N,${liquidationDate},${liquidationStatus},001,1,${hts},$0.00,${duty}`;
}

export const report = (...rows: readonly ReportRow[]): string => `${[HEADER, ...rows.map(line)].join('\n')}\n`;

/** The layout that ACE gives by default: no liquidation, no reconciliation, no names. */
export const defaultReport = (entryNumber: string): string =>
  `Entry Summary Number,Entry Summary Line Number,Entry Type Code,Importer Number,Port of Entry Code,Entry Date,Entry Summary Date,Tariff Ordinal Number,HTS Number - Full,Line Tariff Goods Value Amount,Line Tariff Duty Amount\n${entryNumber},001,01,16-3872495AB,2704,03/27/2025,04/06/2025,1,99030177,$0.00,"$1,234.56"\n`;

export type Json = { [name: string]: unknown };
export type Issue = { row: number | null; column: string | null; code: string; severity: string; cure: string | null };
export type Imported = {
  id: string;
  status: string;
  counts: Record<string, number>;
  problem: { code: string; detail: string; row: number | null; column: string | null; cure: string } | null;
};

/** One caller of the API: a key, and what it is answered. */
export type Caller = {
  ask(path: string, init?: RequestInit): Promise<{ status: number; text: string; body: Json; headers: Headers }>;
  send(bytes: string | Buffer<ArrayBuffer>, fields?: Record<string, string>, name?: string): Promise<Imported>;
};

export function callerOf(system: RunningSystem, headers: Record<string, string>): Caller {
  const ask: Caller['ask'] = async (path, init = {}) => {
    const answer = await fetch(`${system.url}${path}`, {
      ...init,
      headers: { ...headers, ...(init.headers as object) },
    });
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    return { status: answer.status, text, body: (isJson ? JSON.parse(text) : {}) as Json, headers: answer.headers };
  };
  return {
    ask,
    send: async (bytes, fields = { autoCommit: 'true' }, name = 'report.csv') => {
      const { status, text, body } = await ask('/api/v1/imports', {
        method: 'POST',
        body: formOf(bytes, fields, name),
      });
      if (status !== 202) throw new Error(`${name}: ${status} ${text}`);
      let latest = body as unknown as Imported;
      await waitUntil(
        async () => {
          latest = (await ask(`/api/v1/imports/${latest.id}`)).body as unknown as Imported;
          return ['reviewable', 'committed', 'failed', 'needs_mapping'].includes(latest.status);
        },
        60_000,
        () => `the import stands at ${JSON.stringify(latest)}`,
      );
      return latest;
    },
  };
}

export function formOf(
  bytes: string | Buffer<ArrayBuffer>,
  fields: Record<string, string> = {},
  name = 'report.csv',
): FormData {
  const form = new FormData();
  form.set('file', new Blob([bytes]), name);
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  return form;
}
