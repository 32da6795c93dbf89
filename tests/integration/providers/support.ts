import { AppError } from "@/lib/errors";
import type {
  CallRecord,
  ProviderSession,
  SessionOptions,
  TicketProvider,
  TicketSnapshot,
  TokenStore,
} from "@/lib/providers/contract";
import type { HttpTuning } from "@/lib/providers/http-options";

/** Waits short enough for tests, and long enough for a busy machine. */
export const QUICK: HttpTuning = {
  limits: { readMs: 2_000, writeMs: 2_000, deadlineMs: 12_000, backoffMs: 5, backoffCapMs: 20 },
};

export interface KeptTokens extends TokenStore {
  kept: { token: string; expiresAt: Date } | null;
}

/** A token store as a connection has one, in memory. */
export function tokenStore(): KeptTokens {
  const store: KeptTokens = {
    kept: null,
    get: async () => store.kept,
    set: async (token) => void (store.kept = token),
  };
  return store;
}

export function open(
  provider: TicketProvider,
  credential: string,
  tokens: TokenStore = tokenStore(),
  more: Partial<SessionOptions> = {},
): { session: ProviderSession; calls: CallRecord[] } {
  const calls: CallRecord[] = [];
  return {
    session: provider.open({ credential, tokens, onCall: (call) => calls.push(call), ...more }),
    calls,
  };
}

/** The error that a promise ends with. */
export async function failureOf(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => new Error("It did not fail."),
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw error;
  return error;
}

export async function everyTicket(
  session: ProviderSession,
): Promise<{ tickets: TicketSnapshot[]; pages: number; totals: Array<number | undefined> }> {
  const tickets: TicketSnapshot[] = [];
  const totals: Array<number | undefined> = [];
  for await (const page of session.listTickets()) {
    tickets.push(...page.tickets);
    totals.push(page.total);
  }
  return { tickets, pages: totals.length, totals };
}

/** The values of a choice field, or an error that names its problem. */
export function choicesOf(
  field: Awaited<ReturnType<ProviderSession["filingChoices"]>>[string] | undefined,
) {
  if (!field || "problem" in field)
    throw new Error(`No choices: ${field?.problem.text.key ?? "no such field"}`);
  return field;
}

/** An outgoing file's bytes, for a test that has them at hand. */
export function inMemory(bytes: Uint8Array) {
  return {
    check: () => Promise.resolve(),
    async *pieces() {
      await Promise.resolve();
      yield bytes;
    },
  };
}

/** A small text file. */
export function textFile(filename: string, content: string, mimeType = "text/plain") {
  const bytes = new TextEncoder().encode(content);
  return { filename, mimeType, size: bytes.length, ...inMemory(bytes) };
}
