import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import { createMigrationAdapter, type ScriptSuffix } from './migration-adapter.ts';

type WasmExports = { __wbindgen_start: () => void };
type EngineModule = { SchemaEngine: typeof SchemaEngine; __wbg_set_wasm: (exports: WasmExports) => void };
/** The one function needed here; TypeScript declares WebAssembly only together with the whole browser. */
type WasmLoader = {
  instantiate: (bytes: Uint8Array, imports: object) => Promise<{ instance: { exports: WasmExports } }>;
};

const require = createRequire(import.meta.url);
let loaded: Promise<EngineModule> | undefined;

/** The engine never clears the ten-second timer of its lock; it must not keep a finished program from ending. */
function withoutWaiting(imports: object): object {
  const unreferenced = (callback: () => void, delayMs: number) => setTimeout(callback, delayMs >>> 0).unref();
  return Object.fromEntries(
    Object.entries(imports).map(([name, value]) => [name, name.startsWith('__wbg_setTimeout_') ? unreferenced : value]),
  );
}

/**
 * The package's own entry imports its .wasm file as a module, which test runners cannot; instantiating it by hand works
 * wherever WebAssembly does, and nothing is ever downloaded.
 */
async function loadModule(): Promise<EngineModule> {
  const glue = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(glue.replace(/\.js$/, '.wasm'));
  const engineModule = (await import('@prisma/schema-engine-wasm/schema_engine_bg')) as unknown as EngineModule;
  const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: WasmLoader };
  const { instance } = await wasm.instantiate(bytes, { './schema_engine_bg.js': withoutWaiting(engineModule) });
  engineModule.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return engineModule;
}

/**
 * Runs `work` with the official migration engine on one connection of the given role. `suffixOf` may add SQL to a
 * migration's script, in the script's own transaction.
 */
export async function withSchemaEngine<Result>(
  databaseUrl: string,
  schema: string | undefined,
  work: (engine: SchemaEngine) => Promise<Result>,
  suffixOf: ScriptSuffix = () => '',
): Promise<Result> {
  loaded ??= loadModule();
  const { SchemaEngine: Engine } = await loaded;
  const adapter = createMigrationAdapter(databaseUrl, suffixOf);
  const datamodels: [string, string][] | undefined = schema === undefined ? undefined : [['schema.prisma', schema]];
  try {
    const bound = bindMigrationAwareSqlAdapterFactory(adapter.factory);
    const engine = await Engine.new({ datamodels }, () => undefined, bound);
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } finally {
    await adapter.close();
  }
}
