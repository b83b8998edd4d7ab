import { openAsBlob } from 'node:fs';
import { extname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** An import as the API tells it, as far as the benches look. */
export interface ImportedReport {
  readonly id: string;
  readonly status: string;
  readonly counts: {
    readonly rowsRead: number;
    readonly rowsAccepted: number;
    readonly entriesCreated: number;
    readonly entriesUpdated: number;
    readonly entriesUnchanged: number;
  };
  readonly problem: unknown;
}

/** Looking costs API and database some of what is measured. */
const LOOK_EVERY_MS = 150;
const ENDED = ['committed', 'failed', 'needs_mapping', 'undone'];

/** Uploads a report with auto-commit and looks until it has ended; throws unless it is committed. */
export async function importOverHttp(
  server: { readonly url: string; readonly key: string; readonly assertRunning: () => void },
  path: string,
): Promise<ImportedReport> {
  const headers = { authorization: `Bearer ${server.key}` };
  const form = new FormData();
  form.set('autoCommit', 'true');
  form.set('file', await openAsBlob(path), `report${extname(path)}`);
  const sent = await fetch(`${server.url}/api/v1/imports`, { method: 'POST', headers, body: form });
  if (sent.status !== 202) throw new Error(`POST /imports answered ${sent.status}: ${await sent.text()}`);
  let report = (await sent.json()) as ImportedReport;
  while (!ENDED.includes(report.status)) {
    await pause(LOOK_EVERY_MS);
    server.assertRunning();
    const looked = await fetch(`${server.url}/api/v1/imports/${report.id}`, { headers });
    if (looked.status !== 200) throw new Error(`GET /imports answered ${looked.status}.`);
    report = (await looked.json()) as ImportedReport;
  }
  if (report.status !== 'committed') throw new Error(`The import ended ${report.status}: ${JSON.stringify(report)}`);
  return report;
}
