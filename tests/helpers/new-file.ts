import { vi } from "vitest";

declare global {
  var environmentOfRun: NodeJS.ProcessEnv | undefined;
}

// Gives each file a clean process without loading the packages again, which took longer than most
// files' tests.
vi.resetModules();
vi.useRealTimers();
vi.unstubAllGlobals();
globalThis.environmentOfRun ??= { ...process.env };
for (const name of Object.keys(process.env))
  if (!name.startsWith("VITEST")) Reflect.deleteProperty(process.env, name);
Object.assign(process.env, globalThis.environmentOfRun);
for (const name of Object.keys(globalThis))
  if (name.startsWith("ticketbridge")) Reflect.deleteProperty(globalThis, name);
