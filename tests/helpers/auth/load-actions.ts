import path from "node:path";

import type { Result } from "@/lib/result";

type Action = (pageViewerId: string, input: unknown) => Promise<Result<unknown>>;

/** The server actions of a module below app/, which tests do not import. */
export async function loadActions<Name extends string>(
  file: string,
): Promise<Record<Name, Action>> {
  const exported: unknown = await import(/* @vite-ignore */ path.resolve("app", file));
  return exported as Record<Name, Action>;
}
