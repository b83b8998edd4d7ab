import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Kilobytes of JavaScript, gzipped, that a browser may have to fetch before a screen shows. */
export const INITIAL_LIMIT_KB = 200;

const IMPORTED = /(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/gu;
/** The bundler's hash has eight characters, hyphens among them. */
const PAGE = /^(.+)-page-.{8}\.js$/u;

/**
 * What a browser must fetch before each screen shows, in KB of gzipped JavaScript: the entry, the screen's own chunk and all that
 * they import statically. `dist` is the built web app; the screens are all chunks named `…-page`, so a new one is never forgotten.
 */
export function initialSizes(dist: string): ReadonlyMap<string, number> {
  const assets = join(dist, 'assets');
  const files = readdirSync(assets).filter((file) => file.endsWith('.js'));
  const textOf = (file: string): string => readFileSync(join(assets, file), 'utf8');
  const withImports = (start: readonly string[]): Set<string> => {
    const seen = new Set<string>();
    const todo = [...start];
    for (let file = todo.pop(); file !== undefined; file = todo.pop()) {
      if (seen.has(file)) continue;
      seen.add(file);
      for (const [, next] of textOf(file).matchAll(IMPORTED)) if (next) todo.push(next);
    }
    return seen;
  };
  const index = readFileSync(join(dist, 'index.html'), 'utf8');
  const entry = files.filter((file) => index.includes(file));
  const kb = (chunks: Set<string>): number =>
    [...chunks].reduce((sum, file) => sum + gzipSync(textOf(file)).length, 0) / 1024;
  const screens = files.flatMap((file) => {
    const name = PAGE.exec(file)?.[1];
    return name === undefined ? [] : [[name, kb(withImports([...entry, file]))] as const];
  });
  return new Map(screens.sort(([a], [b]) => a.localeCompare(b)));
}
