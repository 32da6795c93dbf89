import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm/schema_engine_bg";
import type pg from "pg";

import { catalogAdapter } from "./catalog-adapter";

type EngineModule = typeof import("@prisma/schema-engine-wasm/schema_engine_bg");

declare global {
  // Called with the reason before the engine aborts the process.
  var PRISMA_WASM_PANIC_REGISTRY: { set_message(message: string): unknown } | undefined;
  // Outlives this module, as the bindings do: they take one instance in a process.
  var schemaEngineBindings: Promise<EngineModule> | undefined;
}

/** The WebAssembly build needs no download. */
function loadEngine(): Promise<EngineModule> {
  globalThis.schemaEngineBindings ??= (async () => {
    const bindings = await import("@prisma/schema-engine-wasm/schema_engine_bg");
    const entry = createRequire(import.meta.url).resolve(
      "@prisma/schema-engine-wasm/schema_engine_bg",
    );
    const binary = await readFile(path.join(path.dirname(entry), "schema_engine_bg.wasm"));
    const imports = {
      "./schema_engine_bg.js": { ...bindings, ...impatientTimers(bindings) },
    } as unknown as WebAssembly.Imports;
    globalThis.PRISMA_WASM_PANIC_REGISTRY = {
      set_message: (message) => process.stderr.write(`${message}\n`),
    };
    const { instance } = await WebAssembly.instantiate(binary, imports);
    bindings.__wbg_set_wasm(instance.exports);
    (instance.exports.__wbindgen_start as () => void)();
    return bindings;
  })();
  return globalThis.schemaEngineBindings;
}

/** The engine never clears its timers, which would keep the process alive. */
function impatientTimers(bindings: EngineModule): Record<string, typeof setUnrefTimeout> {
  const names = Object.keys(bindings).filter((name) => name.startsWith("__wbg_setTimeout_"));
  return Object.fromEntries(names.map((name) => [name, setUnrefTimeout]));
}

function setUnrefTimeout(callback: () => void, milliseconds: number): NodeJS.Timeout {
  return setTimeout(callback, milliseconds >>> 0).unref();
}

/** With a shadow database, pass host, port and database instead of a connection string. */
export async function withSchemaEngine<T>(
  connection: pg.PoolConfig,
  schema: [path: string, text: string],
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  const { SchemaEngine } = await loadEngine();
  const ignoreLog = (): void => undefined;
  const adapter = catalogAdapter({ ...connection, max: 2, allowExitOnIdle: true });
  const engine = await SchemaEngine.new(
    { datamodels: [schema] },
    ignoreLog,
    bindMigrationAwareSqlAdapterFactory(adapter),
  );
  try {
    return await work(engine);
  } finally {
    engine.free();
    await adapter.close();
  }
}
