import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { silentLogger } from '../logger.ts';
import { assertPassable } from './database-user.ts';
import { ensureRoles, withClient } from './roles.ts';
import { isRunning, readPostmasterFile, waitUntil } from './server-process.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './start-embedded-postgres.ts';

const folders: string[] = [];
const servers: EmbeddedPostgres[] = [];

async function newDataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'capeline-embedded-'));
  await chmod(folder, 0o755);
  folders.push(folder);
  return folder;
}

async function start(dataDir: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, logger: silentLogger() });
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

const names = async (url: string): Promise<unknown[]> =>
  (await withClient(url, (client) => client.query('select name from kept order by name'))).rows.map((row) => row.name);

/** Starts the database in a process of its own that then kills itself, so that its server is left an orphan. */
async function startAndDie(dataDir: string): Promise<number> {
  const script = `
    import { startEmbeddedPostgres, silentLogger } from ${JSON.stringify(join(import.meta.dirname, '../index.ts'))};
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, logger: silentLogger() });
    process.stdout.write(String(server.pid()), () => process.kill(process.pid, 'SIGKILL'));`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += String(chunk);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once('close', () => resolve());
  await promise;
  return Number(text);
}

describe('embedded PostgreSQL', () => {
  it('keeps the data and the port from one start to the next, and leaves no process behind', async () => {
    const dataDir = await newDataDir();
    const first = await start(dataDir);
    const { ownerUrl } = await ensureRoles(first.adminUrl, first.credentials);
    await withClient(ownerUrl, (client) =>
      client.query(`create table kept (name text); insert into kept values ('one')`),
    );
    await Promise.all([first.stop(), first.stop()]);
    expect(await isRunning(first.pid())).toBe(false);
    const second = await start(dataDir);
    expect(second.port).toBe(first.port);
    expect(await names((await ensureRoles(second.adminUrl, second.credentials)).ownerUrl)).toEqual(['one']);
  });

  it('makes three roles that row-level security binds, and only the owner may change the schema', async () => {
    const server = await start(await newDataDir());
    const urls = await ensureRoles(server.adminUrl, server.credentials);
    await ensureRoles(server.adminUrl, server.credentials);
    for (const url of Object.values(urls)) {
      const { rows } = await withClient(url, (client) =>
        client.query('select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user'),
      );
      expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false }]);
    }
    await withClient(urls.appUrl, (client) => client.query('create temporary table staging (line text)'));
    for (const url of [urls.appUrl, urls.systemUrl])
      await expect(withClient(url, (client) => client.query('create table intruder (a int)'))).rejects.toThrow(
        'permission denied',
      );
  });

  it('runs in UTC with a collation that is the same on every machine, and listens on loopback only', async () => {
    const { adminUrl } = await start(await newDataDir());
    const { rows } = await withClient(adminUrl, (client) =>
      client.query(`select current_setting('timezone') as zone, current_setting('listen_addresses') as listen,
        current_setting('unix_socket_directories') as sockets, current_setting('synchronous_commit') as commit,
        datlocprovider as provider, datlocale as locale from pg_database where datname = current_database()`),
    );
    expect(rows).toEqual([
      { zone: 'UTC', listen: '127.0.0.1', sockets: '', commit: 'on', provider: 'b', locale: 'C.UTF-8' },
    ]);
  });

  it('keeps passwords in files that nobody else can read', async () => {
    const dataDir = await newDataDir();
    await start(dataDir);
    expect((await stat(join(dataDir, 'postgres/credentials.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataDir, 'postgres/data'))).mode & 0o777).toBe(0o700);
  });

  it('ends a server that a killed run left behind and goes on with its data', async () => {
    const dataDir = await newDataDir();
    const orphan = await startAndDie(dataDir);
    expect(await isRunning(orphan)).toBe(true);
    const server = await start(dataDir);
    expect(await isRunning(orphan)).toBe(false);
    await withClient(server.adminUrl, (client) => client.query('select 1'));
  });

  it('starts after everything was killed, even when the dead server’s number belongs to somebody else by now', async () => {
    const dataDir = await newDataDir();
    const orphan = await startAndDie(dataDir);
    process.kill(orphan, 'SIGKILL');
    expect(await waitUntil(async () => !(await isRunning(orphan)), 5_000)).toBe(true);
    const pidFile = join(dataDir, 'postgres/data/postmaster.pid');
    const stale = await readFile(pidFile, 'utf8');
    await writeFile(pidFile, stale.replace(/^\d+/, String(process.pid)));
    const server = await start(dataDir);
    expect((await readPostmasterFile(join(dataDir, 'postgres/data')))?.pid).toBe(server.pid());
  });

  it('comes back on the same port when the server is killed while in use', async () => {
    const server = await start(await newDataDir());
    const before = server.pid();
    process.kill(before, 'SIGKILL');
    const answers = (): Promise<boolean> =>
      withClient(server.adminUrl, (client) => client.query('select 1')).then(
        () => server.pid() !== before,
        () => false,
      );
    expect(await waitUntil(answers, 10_000)).toBe(true);
  });

  it('begins again when a first start was killed while it made the cluster', async () => {
    const dataDir = await newDataDir();
    await mkdir(join(dataDir, 'postgres/data.new/base'), { recursive: true });
    const server = await start(dataDir);
    await withClient(server.adminUrl, (client) => client.query('select 1'));
  });

  it('names the folder that the database user cannot pass, and the cure', async () => {
    const parent = await newDataDir();
    await chmod(parent, 0o700);
    const inner = join(parent, 'inner');
    await mkdir(inner);
    const nobody = { name: 'nobody', uid: 65_534, gid: 65_534 };
    if (process.getuid?.() !== 0) {
      await expect(assertPassable(null, inner)).resolves.toBeUndefined();
      return; // only root can act for somebody else
    }
    await expect(assertPassable(nobody, inner)).rejects.toThrow(`chmod o+x ${parent}"`);
    await chmod(parent, 0o755);
    await expect(assertPassable(nobody, inner)).resolves.toBeUndefined();
  });
});
