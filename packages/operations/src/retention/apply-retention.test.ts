import { createDatabase, type Database, verifyAuditChain } from '@capeline/db';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { makeFirm, NOW } from '../alerts/test-support/firm.ts';
import { applyRetention, type RetentionSettings } from './apply-retention.ts';

const DAY_MS = 86_400_000;
const KEEP: RetentionSettings = { uploadsDays: 365, mailsDays: 90 };
const NOTHING = { filesRemoved: 0, mailTextsRemoved: 0 };
const ago = (days: number): Date => new Date(NOW.getTime() - days * DAY_MS);

let store: TestDatabase;
let database: Database;
beforeAll(async () => {
  store = await createTestDatabase();
  database = createDatabase({ appUrl: store.appUrl, systemUrl: store.systemUrl });
});
afterAll(async () => {
  await database.close();
  await store.drop();
});

type Row = { name: string };
const rowsOf = (organizationId: string, sql: string): Promise<string[]> =>
  database.withTenantPg(organizationId, async (tx) =>
    (await tx.query<Row>(sql, [organizationId])).map(({ name }) => name),
  );
const files = (organizationId: string): Promise<string[]> =>
  rowsOf(
    organizationId,
    `select distinct i.file_name as name from report_import_piece p join report_import i on i.organization_id = $1 and i.id = p.import_id
      where p.organization_id = $1 order by 1`,
  );
const texts = (organizationId: string): Promise<string[]> =>
  rowsOf(
    organizationId,
    `select subject || ': ' || text_body as name from mail_message where organization_id = $1 order by 1`,
  );

async function firmWithThings(): Promise<string> {
  const { organizationId } = await makeFirm(database);
  await database.withTenantPg(organizationId, async (tx) => {
    for (const [name, status, days] of [
      ['old', 'committed', 400],
      ['undone', 'undone', 400],
      ['waits', 'needs_mapping', 400],
      ['young', 'committed', 300],
    ] as const) {
      const id = crypto.randomUUID();
      await tx.query(
        `insert into report_import (organization_id, id, kind, file_name, size_bytes, sha256, as_of, status, auto_commit, created_at)
         values ($1, $2, 'es003', $3, 2, sha256($4::bytea), '2025-01-02', $5, true, $6)`,
        [organizationId, id, name, Buffer.from(id), status, ago(days)],
      );
      for (const piece of [0, 1])
        await tx.query(
          'insert into report_import_piece (organization_id, import_id, piece_no, bytes) values ($1, $2, $3, $4)',
          [organizationId, id, piece, Buffer.from('x')],
        );
    }
    for (const [subject, status, days] of [
      ['old', 'accepted', 100],
      ['queued', 'queued', 100],
      ['young', 'accepted', 80],
    ] as const)
      await tx.query(
        `insert into mail_message (organization_id, id, kind, recipient, business_date, message_id, subject, text_body, html_body,
                                   status, created_at)
         values ($1, gen_random_uuid(), $2, 'dana@harbor.example', '2026-01-02', gen_random_uuid()::text, $2, 'text', '<p>text</p>', $3, $4)`,
        [organizationId, subject, status, ago(days)],
      );
  });
  return organizationId;
}

describe('retention', () => {
  it('removes old files and texts of mails once, keeps what they brought and who got them, and leaves an event', async () => {
    const mine = await firmWithThings();
    const others = await firmWithThings();
    expect(await applyRetention(database, mine, { now: NOW, keep: KEEP })).toEqual({
      filesRemoved: 2,
      mailTextsRemoved: 1,
    });
    expect(await files(mine)).toEqual(['waits', 'young']);
    expect(await texts(mine)).toEqual(['old: Removed by the retention settings.', 'queued: text', 'young: text']);
    const names = await rowsOf(
      mine,
      'select file_name as name from report_import where organization_id = $1 order by 1',
    );
    expect(names).toEqual(['old', 'undone', 'waits', 'young']);
    expect(await files(others)).toEqual(['old', 'undone', 'waits', 'young']);

    expect(await applyRetention(database, mine, { now: NOW, keep: KEEP })).toEqual(NOTHING);
    const acts = `select action as name from audit_event where organization_id = $1 and action like 'retention%'`;
    expect(await rowsOf(mine, acts)).toEqual(['retention.applied']);
    expect(await database.withTenantRead(mine, verifyAuditChain)).toMatchObject({ ok: true });
  });

  it('removes nothing where nothing is set', async () => {
    const firm = await firmWithThings();
    const keep = { uploadsDays: null, mailsDays: null };
    expect(await applyRetention(database, firm, { now: NOW, keep })).toEqual(NOTHING);
    expect(await files(firm)).toHaveLength(4);
    expect(await texts(firm)).toContain('old: text');
  });

  it('is the only way to touch the text of a message, and only to remove it', async () => {
    const firm = await firmWithThings();
    const rewrite = database.withTenantPg(firm, (tx) =>
      tx.query(`update mail_message set text_body = 'all is well' where organization_id = $1`, [firm]),
    );
    await expect(rewrite).rejects.toThrow('can be removed, not changed');
    expect(await texts(firm)).toContain('old: text');
  });
});
