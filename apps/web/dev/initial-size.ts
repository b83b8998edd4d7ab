/** Prints what a browser must fetch before a screen shows, gzipped: `node dev/initial-size.ts` after a build. Exit 1 above the limit. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 200;
const ASSETS = join(import.meta.dirname, '../dist/assets');
const files = readdirSync(ASSETS).filter((file) => file.endsWith('.js'));
const textOf = (file: string) => readFileSync(join(ASSETS, file), 'utf8');

/** A chunk and everything that it imports statically. */
function closure(start: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const todo = [...start];
  for (let file = todo.pop(); file !== undefined; file = todo.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const [, next] of textOf(file).matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/gu))
      if (next) todo.push(next);
  }
  return seen;
}

const entry = files.filter((file) => readFileSync(join(ASSETS, '../index.html'), 'utf8').includes(file));
const kb = (chunks: Set<string>) => [...chunks].reduce((sum, file) => sum + gzipSync(textOf(file)).length, 0) / 1024;
const SCREENS = [
  'first',
  'link',
  'board',
  'clients',
  'client',
  'entries',
  'agenda',
  'deadline',
  'imports',
  'import',
  'alerts',
  'settings',
];
let worst = 0;
for (const screen of SCREENS) {
  const size = kb(closure([...entry, ...files.filter((file) => file.startsWith(`${screen}-page-`))]));
  worst = Math.max(worst, size);
  process.stdout.write(`${screen}: ${size.toFixed(1)} KB of JavaScript, gzipped\n`);
}
process.exitCode = worst > LIMIT_KB ? 1 : 0;
