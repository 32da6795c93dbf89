import { z } from "zod";

/** A credential that a client presents: an API key at HostUp, an API token at Upsun. */
export interface SandboxKey {
  key: string;
  label: string;
  accountId: string;
  scopes: string[];
  revoked: boolean;
}

/** One write that a provider accepted. `body` is what was sent; of an uploaded file only its description is kept. */
export interface JournalEntry {
  at: string;
  method: string;
  path: string;
  account: string;
  ids: Record<string, string>;
  body: unknown;
}

/** A pending answer of the staff. */
interface PendingAnswer {
  ticketId: string;
  dueAt: number;
}

/** State common to all sandboxes. */
export interface BaseState {
  version: 1;
  provider: string;
  keys: SandboxKey[];
  journal: JournalEntry[];
  pendingAnswers: PendingAnswer[];
  /** Number of batches of later changes applied so far. */
  advances: number;
  clockSkewMs: number;
}

/** Enough of the shape to tell a saved state from something else, the parts being written by the sandbox alone. */
export function savedState<S extends BaseState>(
  provider: string,
  lists: readonly (keyof S & string)[],
): z.ZodType<S> {
  const shape = z.looseObject({
    version: z.literal(1),
    provider: z.literal(provider),
    keys: z.array(z.looseObject({ key: z.string(), scopes: z.array(z.string()) })),
    journal: z.array(z.unknown()),
    pendingAnswers: z.array(z.object({ ticketId: z.string(), dueAt: z.number() })),
    advances: z.number(),
    clockSkewMs: z.number(),
  });
  return z.custom<S>((value) => {
    const parsed = shape.safeParse(value);
    return parsed.success && lists.every((list) => Array.isArray(parsed.data[list]));
  }, `not a saved state of ${provider}`);
}
