import { AsyncLocalStorage } from "node:async_hooks";

import type pg from "pg";

import { pool } from "@/lib/db/pool";
import { forgetSharedState } from "@/lib/mirror/connection/open-connection";
import type {
  ProviderSession,
  Resource,
  TicketProvider,
  TokenStore,
} from "@/lib/providers/contract";

/** Thrown in a killed process; nothing that it does reaches database or provider. */
export class Killed extends Error {
  constructor() {
    super("This process has been killed.");
    this.name = "Killed";
  }
}

/**
 * When a process is killed: before a call, before a statement, or after one with its answer lost.
 */
export interface KillMoment {
  before: "call" | "statement" | "answer";
  /** Counted from 1. */
  number: number;
}

export interface ProcessOptions {
  kill?: KillMoment;
  /** Called before each call to a provider, with its number from 1 on. */
  beforeCall?: (call: number) => Promise<void> | void;
  /** Called when one ticket has been read and its answer is not used yet. */
  afterRead?: () => Promise<void> | void;
}

/**
 * Code that can be killed at any statement or call. Its lease, checkpoint and runs stay; an open
 * transaction is rolled back.
 */
export class KillableProcess {
  killed = false;
  #calls = 0;
  #statements = 0;

  constructor(private readonly options: ProcessOptions = {}) {}

  run<T>(work: () => Promise<T>): Promise<T> {
    return current.run(this, work);
  }

  async call(isShared = false): Promise<void> {
    this.#assertAlive();
    this.#calls += 1;
    if (this.options.kill?.before === "call" && this.options.kill.number === this.#calls)
      this.#die();
    if (!isShared) await this.options.beforeCall?.(this.#calls);
    this.#assertAlive();
  }

  async read(): Promise<void> {
    await this.options.afterRead?.();
    this.#assertAlive();
  }

  async statement<T>(send: () => Promise<T>): Promise<T> {
    this.#assertAlive();
    this.#statements += 1;
    const { kill: death } = this.options;
    const isLast =
      death !== undefined && death.before !== "call" && death.number === this.#statements;
    if (isLast && death.before === "statement") this.#die();
    const answer = await send();
    if (isLast) this.#die();
    this.#assertAlive();
    return answer;
  }

  #die(): never {
    this.killed = true;
    forgetSharedState();
    throw new Killed();
  }

  #assertAlive(): void {
    if (this.killed) throw new Killed();
  }
}

const current = new AsyncLocalStorage<KillableProcess>();
/** True in a check of the credential: jobs of one process share it, and here all of them are in one process. */
const checking = new AsyncLocalStorage<boolean>();

type Queryable = { query: (...values: unknown[]) => Promise<unknown> };

/** The same object with `query` sent through the process that asks. */
function interceptQueries<T extends object>(real: T, replaced: Record<string, unknown> = {}): T {
  return new Proxy(real, {
    get(target, name) {
      if (typeof name === "string" && name in replaced) return replaced[name];
      const value: unknown = Reflect.get(target, name, target);
      if (name === "query") {
        return (...values: unknown[]) => {
          const send = () => (target as unknown as Queryable).query(...values);
          return current.getStore()?.statement(send) ?? send();
        };
      }
      return typeof value === "function"
        ? (value as (...values: unknown[]) => unknown).bind(target)
        : value;
    },
  });
}

/**
 * Replaces the shared pool by one whose statements fail in a killed process. Call it before any
 * query.
 */
export function useKillablePool(): void {
  const real = pool();
  const connect = async (): Promise<pg.PoolClient> => interceptQueries(await real.connect());
  globalThis.ticketbridgePool = interceptQueries(real, { connect });
}

/** Told of every page of tickets that a sweep gets from its provider. */
export type PageListener = (page: { next: string | null | undefined; ids: string[] }) => void;

/** The same provider, whose calls end with the processes that make them. */
export function killableProvider(
  provider: TicketProvider,
  onPage: PageListener = () => undefined,
): TicketProvider {
  return {
    ...provider,
    open(options) {
      const beforeCall = async (changes: boolean) => {
        await current.getStore()?.call(checking.getStore());
        return (await options.beforeCall?.(changes)) ?? (() => undefined);
      };
      const session = provider.open({
        ...options,
        beforeCall,
        tokens: copyTokenStore(options.tokens),
      });
      const readTicket: ProviderSession["readTicket"] = async (id) => {
        const answer = await session.readTicket(id);
        await current.getStore()?.read();
        return answer;
      };
      const { confirmCredential } = session;
      return {
        ...session,
        check: () => checking.run(true, () => session.check()),
        ...(confirmCredential && {
          confirmCredential: () => checking.run(true, () => confirmCredential.call(session)),
        }),
        readTicket,
        resources: session.resources.map((resource) => reportPages(resource, onPage)),
      };
    },
  };
}

/** A copy of the token store, because processes do not share running exchanges. */
function copyTokenStore(store: TokenStore): TokenStore {
  return {
    get: () => store.get(),
    set: (token) => store.set(token),
    alone: store.alone && ((work) => store.alone?.(work) ?? work()),
  };
}

function reportPages(resource: Resource, onPage: PageListener): Resource {
  return {
    ...resource,
    async *pages(from) {
      for await (const page of resource.pages(from)) {
        if (page.tickets)
          onPage({ next: page.next, ids: page.tickets.map((ticket) => ticket.externalId) });
        yield page;
      }
    },
  };
}
