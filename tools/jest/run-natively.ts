/**
 * jest's `testRunner` for all tests but those of the web app: jest's own, except that Node itself loads a test file and what it imports.
 * The product runs as it runs for users, in one realm and without a transformer, and is loaded once a process, not once a file.
 */
import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';
import { setGlobals } from './globals.ts';

/** jest's settings, those of the package, its environment, its module loader, and what else it gives. */
type TestRunner = (
  config: unknown,
  project: unknown,
  environment: unknown,
  loader: object,
  ...rest: unknown[]
) => unknown;

const GLOBALS = new URL('./globals.ts', import.meta.url).href;
const require = createRequire(import.meta.url);
const { default: circus } = require('jest-circus/runner') as { default: TestRunner };

function translateJsx(url: string): string {
  const parser = { syntax: 'typescript', tsx: true } as const;
  const transform = { react: { runtime: 'automatic' } } as const;
  return transformSync(readFileSync(fileURLToPath(url), 'utf8'), { jsc: { target: 'esnext', parser, transform } }).code;
}

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@jest/globals' ? { url: GLOBALS, shortCircuit: true } : next(specifier, context),
  // Journeys read the web app's own table of routes; Node takes types out, but knows no JSX.
  load: (url, context, next) =>
    url.endsWith('.tsx') ? { format: 'module', source: translateJsx(url), shortCircuit: true } : next(url, context),
});

/** jest keeps the tests of a file in the state of this module of its own, and its listeners on globalThis: each file gets both anew. */
function requireAnew(path: string): unknown {
  delete require.cache[path];
  Reflect.deleteProperty(globalThis, Symbol.for('EVENT_HANDLERS'));
  return require(path);
}

export default function runNatively(
  ...[config, project, environment, loader, ...rest]: Parameters<TestRunner>
): unknown {
  const native = {
    requireInternalModule: requireAnew,
    setGlobalsForRuntime: setGlobals,
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: (path: string) => import(pathToFileURL(path).href),
  };
  return circus(config, project, environment, Object.assign(loader, native), ...rest);
}
