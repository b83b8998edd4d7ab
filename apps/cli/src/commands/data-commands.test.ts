import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDatabase } from '@capeline/db';
import { identifyApiKey, redeemLink } from '@capeline/operations';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { type CliRun, jsonLines, runRealCli } from '../test-support/run-real-cli.ts';

const SAMPLE = fileURLToPath(new URL('../../../../packages/domain/samples/es003-broker-layout.csv', import.meta.url));
const TODAY = '2026-11-23';

describe('commands on data', () => {
  let testDatabase: TestDatabase;
  let folder: string;
  let run: (...args: string[]) => CliRun;
  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    folder = mkdtempSync(join(tmpdir(), 'capeline-cli-'));
    const env = {
      DATABASE_URL: testDatabase.appUrl,
      DATABASE_SYSTEM_URL: testDatabase.systemUrl,
      CAPELINE_DATA_DIR: folder,
      CAPELINE_TODAY: TODAY,
    };
    run = (...args) => runRealCli(args, '', env);
  });
  afterAll(async () => {
    await testDatabase.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('do their work in the order of a first day', async () => {
    const early = run('api-key', 'create', '--name', 'ERP', '--scope', '*');
    expect([early.exitCode, early.stdout]).toEqual([1, '']);
    expect(early.stderr).toContain('No firm is set up yet');

    const setup = run(
      'setup',
      '--organization',
      'Harbor',
      '--owner',
      'dana@harbor.example',
      '--filer-code',
      'k80',
      '605',
    );
    expect([setup.stderr, setup.exitCode]).toEqual(['', 0]);
    const link = setup.stdout.trimEnd().split('\n').at(-1) ?? '';
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/sign-in\/link#[\w-]{43}$/);

    const again = run('setup', '--organization', 'HARBOR', '--owner', 'x@harbor.example');
    expect([again.exitCode, again.stdout]).toEqual([1, '']);

    const reset = run('password-reset', '--email', 'Dana@harbor.example');
    expect([reset.stderr, reset.exitCode]).toEqual(['', 0]);
    expect(reset.stdout.trimEnd().split('\n').at(-1)).toMatch(/^http:\/\/127\.0\.0\.1:3000\/new-password#[\w-]{43}$/);
    const nobody = run('password-reset', '--email', 'nobody@harbor.example');
    expect([nobody.exitCode, nobody.stdout]).toEqual([1, '']);

    const key = run(
      'api-key',
      'create',
      '--name',
      'ERP',
      '--scope',
      'entries:read',
      'clients:read',
      '--scope',
      'imports:write',
    );
    expect(key.exitCode).toBe(0);
    const secret = key.stdout.trimEnd().split('\n').at(-1) ?? '';
    expect(secret).toMatch(/^cl_live_[\w-]{43}$/);

    const database = createDatabase({
      appUrl: testDatabase.appUrl,
      systemUrl: testDatabase.systemUrl,
      maxConnections: 2,
    });
    try {
      const found = await identifyApiKey(database, secret, new Date());
      expect([...(found?.permissions ?? [])].sort()).toEqual(['clients:read', 'entries:read', 'imports:write']);
      const session = await redeemLink(database, link.split('#')[1] ?? '', { now: new Date(), absoluteMs: 60_000 });
      expect(session.organizationId).toBe(found?.organizationId);
    } finally {
      await database.close();
    }

    const imported = run('import', SAMPLE, '--commit', '--json');
    expect([imported.stderr, imported.exitCode]).toEqual(['', 0]);
    expect(jsonLines(imported.stdout)).toMatchObject([{ status: 'committed', asOf: TODAY, problem: null }]);
    const repeated = run('import', SAMPLE, '--commit');
    expect(repeated.exitCode).toBe(0);
    expect(repeated.stdout).toContain('committed');

    const wrong = join(folder, 'wrong.csv');
    writeFileSync(wrong, 'this is,no report\n1,2\n');
    const refused = run('import', wrong, '--commit');
    expect(refused.exitCode).toBe(1);
    expect(refused.stdout).toMatch(/failed|needs mapping/);

    const verified = run('audit', 'verify', '--json');
    expect(verified.exitCode).toBe(0);
    expect(jsonLines(verified.stdout)).toMatchObject([
      { ok: true, organizations: [{ organization: 'Harbor', ok: true }] },
    ]);
    const admin = new pg.Client({ connectionString: testDatabase.adminUrl });
    await admin.connect();
    try {
      await admin.query(`update audit_event set payload = replace(payload, 'Harbor', 'Quay') where seq = 1`);
    } finally {
      await admin.end();
    }
    const tampered = run('audit', 'verify');
    expect(tampered.exitCode).toBe(1);
    expect(tampered.stdout).toContain('Harbor: event 1 is the first that is wrong (edited)');
  }, 120_000);

  it('say that nothing is running, also when a killed instance left its file', () => {
    const empty = mkdtempSync(join(tmpdir(), 'capeline-empty-'));
    const bare = (...args: string[]) => runRealCli(args, '', { CAPELINE_DATA_DIR: empty });
    expect(bare('audit', 'verify')).toMatchObject({ exitCode: 2, stdout: '' });
    writeFileSync(
      join(empty, 'instance.json'),
      JSON.stringify({
        pid: 4_194_303,
        port: 3000,
        url: 'http://127.0.0.1:3000',
        databaseUrl: testDatabase.appUrl,
        systemUrl: testDatabase.systemUrl,
        ownerUrl: null,
        startedAt: '2026-11-22T00:00:00Z',
      }),
    );
    const stale = bare('audit', 'verify');
    expect(stale.exitCode).toBe(2);
    expect(stale.stderr).toContain('Nothing is running');
    rmSync(empty, { recursive: true, force: true });
  });

  it('read a file from the folder in which npm was called, not from the repository that npm changes into', () => {
    const called = mkdtempSync(join(tmpdir(), 'capeline-called-'));
    writeFileSync(join(called, 'here.csv'), 'a');
    const env = { CAPELINE_DATA_DIR: called, npm_lifecycle_event: 'cli', INIT_CWD: called };
    expect(runRealCli(['import', 'here.csv'], '', env).stderr).toContain('Nothing is running');
    expect(runRealCli(['import', 'there.csv'], '', env).stderr).toContain('is not a file');
    rmSync(called, { recursive: true, force: true });
  });

  it.each([
    [['setup', '--organization', 'Quay']],
    [['setup', '--organization', 'Quay', '--owner', 'nobody']],
    [['setup', '--organization', 'Quay', '--owner', 'q@quay.example', '--filer-code', '12']],
    [['api-key', 'create', '--name', 'x', '--scope', 'everything']],
    [['api-key', 'create', '--name', 'x']],
    [['api-key']],
    [['import', '/no/such/file.csv']],
    [['audit', 'erase']],
  ])('answer bad usage with 2: %j', (args) => {
    expect(run(...args)).toMatchObject({ exitCode: 2, stdout: '' });
  });
});
