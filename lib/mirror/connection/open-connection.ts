import { type Selection, sql } from "kysely";
import { LRUCache } from "lru-cache";

import { unseal } from "../../crypto/seal";
import { queryStartTime, recordDatabaseTime } from "../../db/clock";
import { db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { env } from "../../env";
import { AppError } from "../../errors";
import type {
  CallRecord,
  CapabilityState,
  ProviderSession,
  TicketProvider,
} from "../../providers/contract";
import { findProvider } from "../../providers/registry";
import { AccessTokenStore, type TokenOwner } from "./access-token-store";
import { CallGate } from "./call-gate";
import { CapabilityStore } from "./capability-store";
import { confirmCredential, CredentialCheck } from "./confirm-credential";
import { RateBudget, rateColumns } from "./rate-budget";
import { recordDeadCredential } from "./record-failure";

/** For `openRow`, of the table `connection`. `now` is the database's time of the read. */
export const connectionColumns = () =>
  [
    "connection.id",
    "connection.organization_id",
    "connection.provider",
    "connection.label",
    "connection.status",
    "connection.sealed_credential",
    "connection.credential_version",
    "connection.sealed_access_token",
    sql.ref<CapabilityState[]>("connection.capabilities").as("capabilities"),
    ...rateColumns(),
    sql<Date>`clock_timestamp()`.as("now"),
  ] as const;

export type ConnectionRow = Selection<
  DB,
  "connection",
  ReturnType<typeof connectionColumns>[number]
>;

export interface OpenConnection {
  row: ConnectionRow;
  provider: TicketProvider;
  session: ProviderSession;
  calls: () => number;
  /** Calls made and calls that we held back. */
  attempts: () => number;
  cost: () => { calls: number; bytes: number; failedRequestIds: string[] };
  lastRequestId: () => string | null;
  /** Stores changed capabilities. */
  learn: (changed: readonly CapabilityState[]) => Promise<void>;
  /** Stores what was learnt about rate limit and capabilities. Never throws. */
  close: () => Promise<void>;
}

export interface OpenOptions {
  /** Leaves the last of the rate limit to people. */
  background?: boolean;
  /** Awaited right before a mutating call; when it throws, nothing is sent. */
  beforeWrite?: () => Promise<void> | void;
}

interface Shared {
  gate: CallGate;
  budget: RateBudget;
  tokens: AccessTokenStore;
  check: CredentialCheck;
}

const MAX_REQUEST_IDS = 20;

/** Shared by all sessions of this process with one credential. */
const shared = new LRUCache<string, Shared>({ max: 1_000 });

/** For tests that simulate the end of a process: drops what it knew of pauses, limits and tokens. */
export function forgetSharedState(): void {
  shared.clear();
}

function sharedState({ id, organization_id, provider, credential_version }: TokenOwner): Shared {
  const key = `${id}:${credential_version}`;
  const cached = shared.get(key);
  if (cached) return cached;
  const owner = { id, organization_id, provider, credential_version };
  const budget = new RateBudget(owner);
  const created = {
    gate: new CallGate(budget),
    budget,
    tokens: new AccessTokenStore(owner),
    check: new CredentialCheck(),
  };
  shared.set(key, created);
  return created;
}

/** The caller checks access. Throws connection_inactive or credential_unreadable. */
export async function openConnection(
  connectionId: string,
  options: OpenOptions = {},
): Promise<OpenConnection> {
  const queryStartedAt = queryStartTime();
  const row = await db()
    .selectFrom("connection")
    .where("id", "=", connectionId)
    .select(connectionColumns())
    .executeTakeFirst();
  if (!row) throw new AppError("connection_inactive");
  recordDatabaseTime(row.now, queryStartedAt);
  return openRow(row, options);
}

export function openRow(
  row: ConnectionRow,
  { background = false, beforeWrite }: OpenOptions = {},
): OpenConnection {
  const provider = findProvider(row.provider);
  const sealed = row.sealed_credential;
  if (!provider || row.status === "disconnected" || sealed === null)
    throw new AppError("connection_inactive");
  const credential = unseal(
    sealed,
    {
      organizationId: row.organization_id,
      rowId: row.id,
      provider: row.provider,
      field: "credential",
    },
    env().CREDENTIAL_KEYS,
  );
  const { gate, budget, tokens, check } = sharedState(row);
  tokens.adopt(row.sealed_access_token);
  budget.startJob(row);
  let calls = 0;
  let refused = 0;
  let bytes = 0;
  const failedRequestIds: string[] = [];
  let requestId: string | null = null;
  const onCall = (call: CallRecord) => {
    calls += 1;
    bytes += call.bytes;
    if (
      call.requestId !== null &&
      (call.status === null || call.status >= 400) &&
      failedRequestIds.length < MAX_REQUEST_IDS
    )
      failedRequestIds.push(call.requestId);
    requestId = call.requestId ?? requestId;
    budget.record(call);
  };
  const beforeCall = async (changes: boolean) => {
    const release = await gate.enter(provider.name, background).catch((error: unknown) => {
      refused += 1;
      throw error;
    });
    try {
      if (changes) await beforeWrite?.();
      return release;
    } catch (error) {
      release();
      throw error;
    }
  };
  const capabilities = new CapabilityStore(row);
  const openSession = () =>
    provider.open({
      credential,
      tokens,
      capabilities: row.capabilities,
      onCapabilities: (changed) => capabilities.change(changed),
      onCall,
      beforeCall,
    });
  const ask = async () => {
    // A new session: the refused one may have cached the refusal.
    const another = openSession();
    await (another.confirmCredential ? another.confirmCredential() : another.check());
  };
  const session = confirmCredential(openSession(), provider.name, () => check.isDead(ask));
  return {
    row,
    provider,
    session,
    calls: () => calls,
    attempts: () => calls + refused,
    cost: () => ({ calls, bytes, failedRequestIds }),
    lastRequestId: () => requestId,
    learn(changed) {
      capabilities.change(changed);
      return capabilities.settle();
    },
    async close() {
      await capabilities.settle();
      await budget.store();
    },
  };
}

/** Opens a connection for one user action, and records a dead credential. */
export async function withConnection<T>(
  connectionId: string,
  work: (open: OpenConnection) => Promise<T>,
  options?: OpenOptions,
): Promise<T> {
  let open: OpenConnection | undefined;
  try {
    open = await openConnection(connectionId, options);
    return await work(open);
  } catch (error) {
    await recordDeadCredential(connectionId, error, open?.row.credential_version);
    throw error;
  } finally {
    await open?.close();
  }
}
