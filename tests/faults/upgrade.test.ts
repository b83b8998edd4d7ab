/** An installation of an earlier version goes on under this one with all it holds; this one refuses a database of a later version. */
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { migrateDatabase } from '../../packages/db/src/index.ts';
import {
  ensureRoles,
  silentLogger,
  startEmbeddedPostgres,
  urlFor,
  withClient,
} from '../../packages/runtime/src/index.ts';
import { makeDataDir, ROOT, type RunningSystem, startSystem } from '../journeys/support/running-system.ts';

const MIGRATIONS = readdirSync(join(ROOT, 'prisma/migrations'), { withFileTypes: true })
  .filter((found) => found.isDirectory())
  .map(({ name }) => name)
  .sort();
/** What the first slice of the product ended with, and what stood before the newest migration. */
const EARLIER = [...new Set(['20261122180000_plan_every_firm_alike', MIGRATIONS.at(-2) ?? ''])];

const ID = {
  firm: randomUUID(),
  client: randomUUID(),
  import: randomUUID(),
  deadline: randomUUID(),
  alert: randomUUID(),
};

/** A firm as the first version wrote it: two entries of one client under one protest date, with an alert that nobody acknowledged. */
const FIRM = `
  insert into organization (id, name) values ('${ID.firm}', 'Before the Upgrade');
  insert into filer_code (organization_id, code, confirmed) values ('${ID.firm}', 'K80', true);
  insert into client (organization_id, id, name) values ('${ID.firm}', '${ID.client}', 'Quill Paper Products');
  insert into importer_number (organization_id, id, number, kind, client_id)
    values ('${ID.firm}', gen_random_uuid(), '69-647429401', 'ein', '${ID.client}');
  insert into report_import (organization_id, id, kind, file_name, size_bytes, sha256, as_of, status, auto_commit, rows_read,
                             rows_accepted, entries_created, committed_at)
    values ('${ID.firm}', '${ID.import}', 'es003', 'monday.csv', 10, sha256('monday'), '2026-11-20', 'committed', true, 2, 2, 2, now());
  insert into entry (organization_id, entry_number, filer_code, client_id, importer_number, entry_type, entry_date, liquidation_status,
                     liquidated_on, reconciliation_flagged, ieepa_duty_cents, line_count, as_of, first_import_id, last_import_id)
    select '${ID.firm}', number, 'K80', '${ID.client}', '69-647429401', '01', '2025-07-14', 'liquidated', '2026-06-01', false, 250000, 1,
           '2026-11-20', '${ID.import}', '${ID.import}'
      from unnest(array['K8019795716', 'K8019795724']) number;
  insert into client_summary (organization_id, client_id, entry_count, ieepa_entry_count, ieepa_duty_cents, filer_codes, data_as_of)
    values ('${ID.firm}', '${ID.client}', 2, 2, 500000, '{K80}', '2026-11-20');
  insert into deadline (organization_id, id, client_id, kind, liquidated_on, last_day, safe_day, file_by, status, entry_count,
                        ieepa_duty_cents, rules_version)
    values ('${ID.firm}', '${ID.deadline}', '${ID.client}', 'protest', '2026-06-01', '2026-11-28', '2026-11-27', '2026-11-27', 'open', 2,
            500000, '2026-11-01');
  insert into alert (organization_id, id, deadline_id, tier, found_on) values ('${ID.firm}', '${ID.alert}', '${ID.deadline}', 7, '2026-11-20');
`;

let dataDir: string;
let system: RunningSystem | null = null;
beforeEach(async () => {
  dataDir = await makeDataDir();
});
afterEach(async () => {
  await system?.interrupt();
  system = null;
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

/** Runs `work` on the installation's own database while the product is stopped. */
async function onDatabase(work: (urls: { adminUrl: string; ownerUrl: string }) => Promise<unknown>): Promise<void> {
  const postgres = await startEmbeddedPostgres({ dataDir, logger: silentLogger() });
  try {
    const { ownerUrl } = await ensureRoles(postgres.adminUrl, postgres.credentials);
    const { username, password } = new URL(postgres.adminUrl);
    await work({ ownerUrl, adminUrl: urlFor(postgres.adminUrl, username, password, 'capeline') });
  } finally {
    await postgres.stop();
  }
}

const start = (): Promise<RunningSystem> =>
  startSystem({ CAPELINE_TODAY: '2026-11-23', CAPELINE_SAMPLE: '0' }, dataDir);

async function read<Answer>(path: string, headers: Record<string, string>): Promise<Answer> {
  const answer = await fetch(`${system?.url}/api/v1${path}`, { headers });
  expect({ path, status: answer.status }).toEqual({ path, status: 200 });
  return (await answer.json()) as Answer;
}

describe('an upgrade', () => {
  it.each(EARLIER)(
    'from %s keeps entries, deadlines and alerts, and goes on to work on them',
    async (earlier) => {
      await onDatabase(async ({ adminUrl, ownerUrl }) => {
        await migrateDatabase({ ownerUrl, upTo: earlier });
        await withClient(adminUrl, (client) => client.query(FIRM));
      });
      system = await start();
      const key = await system.cli('api-key', 'create', '--name', 'upgrade', '--scope', '*');
      expect({ code: key.code, stderr: key.stderr }).toEqual({ code: 0, stderr: '' });
      const headers = { authorization: `Bearer ${key.stdout.trim().split('\n').at(-1)}` };
      const clients = await read<{ data: object[] }>('/clients', headers);
      expect(clients.data).toMatchObject([
        { id: ID.client, name: 'Quill Paper Products', entryCount: 2, ieepaDutyCents: 500000 },
      ]);
      const entries = await read<{ data: { entryNumber: string }[] }>('/entries', headers);
      expect(entries.data.map(({ entryNumber }) => entryNumber)).toEqual(['K8019795716', 'K8019795724']);
      expect(entries.data[0]).toMatchObject({
        importerNumber: '69-647429401',
        liquidation: { status: 'liquidated', date: '2026-06-01' },
      });
      const deadlines = await read<{ data: object[] }>('/deadlines?kind=protest', headers);
      expect(deadlines.data).toMatchObject([{ id: ID.deadline, lastDay: '2026-11-28', status: 'open', entryCount: 2 }]);
      const own = await read<{ reports: object[] }>('/firm-readiness', headers);
      // Written as the first version wrote it: a later start finds the report without its filer codes, as no product leaves it.
      const asOf = earlier < '20261123130000' ? '2026-11-20' : null;
      expect(own.reports).toMatchObject([{ filerCode: 'K80', asOf }]);
      const board = await read<{ needsYou: { alertsNotAcknowledged: number } }>('/board', headers);
      expect(board.needsYou.alertsNotAcknowledged).toBeGreaterThan(0);
      const acknowledged = await fetch(`${system.url}/api/v1/deadlines/${ID.deadline}/acknowledge`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: '{}',
      });
      expect(acknowledged.status).toBeLessThan(300);
      const audit = await system.cli('audit', 'verify');
      expect(audit).toMatchObject({ code: 0, stdout: expect.stringContaining('Before the Upgrade') });
    },
    180_000,
  );

  it('is not undone by starting an older program: a database of a newer version is refused with the cure, and left alone', async () => {
    await onDatabase(async ({ adminUrl, ownerUrl }) => {
      await migrateDatabase({ ownerUrl });
      await withClient(adminUrl, (client) =>
        client.query(`insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
                      values ('x', 'x', '29990101000000_add_the_future', now(), 1)`),
      );
    });
    const refusal = await start().then(
      () => 'started',
      (error: Error) => error.message,
    );
    expect(refusal).toContain('npm start ended with');
    expect(refusal).toContain(
      'The database was migrated by a newer version of Capeline (unknown here: 29990101000000_add_the_future). Run that version, or restore a backup made before it.',
    );
    await onDatabase(({ adminUrl }) =>
      withClient(adminUrl, async (client) => {
        const { rows } = await client.query(
          `select count(*)::int as migrations from _prisma_migrations where finished_at is not null`,
        );
        expect(rows).toEqual([{ migrations: MIGRATIONS.length + 1 }]);
      }),
    );
  }, 120_000);
});
