import pg from "pg";

import { isReadTimeout } from "../busy";
import { cancelStatement } from "../cancel";
import { LIMITS } from "../limits";
import { currentWork, type Work } from "../work";
import { ConnectionGate, type ConnectionRequest } from "./connection-gate";
import type { NamedStatements } from "./named-statements";

type Release = (error?: Error | boolean) => void;
type OnConnect = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: Release,
) => void;

/** The server's own timeout comes first: its error is more precise. */
const CLIENT_MARGIN_MS = 2_000;

/** Passes every checkout, also Prisma's, through the gate and sets the current work's limits. */
export class LimitedPool extends pg.Pool {
  readonly #gate = new ConnectionGate();
  readonly #held = new WeakMap<pg.ClientBase, () => void>();

  constructor(
    config: pg.PoolConfig,
    readonly statements: NamedStatements,
  ) {
    super({ ...config, verify: verifyBy(statements) } as pg.PoolConfig);
    // Without a listener a lost connection would end the process.
    this.on("error", () => undefined);
    this.on("connect", (client) => client.on("error", () => undefined));
    this.on("release", (_error: Error | undefined, client: pg.PoolClient) => {
      const giveBack = this.#held.get(client);
      this.#held.delete(client);
      // Runs after the client is idle again.
      if (giveBack) queueMicrotask(giveBack);
    });
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: OnConnect): void;
  override connect(callback?: OnConnect): Promise<pg.PoolClient> | void {
    // `query` passes a callback; a promise is requested for a transaction.
    const work = currentWork();
    if (callback) this.#checkOut(work, connectionRequest(work, false), callback);
    else {
      return new Promise((resolve, reject) => {
        this.#checkOut(work, connectionRequest(work, true), (error, client) =>
          client ? resolve(client) : reject(error),
        );
      });
    }
  }

  connectUngated(): Promise<pg.PoolClient> {
    return super.connect();
  }

  #checkOut(work: Work, request: ConnectionRequest, callback: OnConnect): void {
    const connect = (giveBack: () => void) => {
      super.connect((error, client, release) => {
        if (error || !client) {
          giveBack();
          return callback(error, undefined, release);
        }
        this.#held.set(client, giveBack);
        setQueryTimeout(client, LIMITS[work.as].statement + CLIENT_MARGIN_MS);
        client.release = cancelBeforeRelease(client, release);
        callback(undefined, client, client.release);
      });
    };
    const free = this.#gate.tryTake(request);
    if (free) connect(free);
    else {
      this.#gate
        .take(request, LIMITS[work.as].pool)
        .then(connect, (error: Error) => callback(error, undefined, () => undefined));
    }
  }
}

/** As pg's pool calls it with each new connection. */
function verifyBy(statements: NamedStatements) {
  return (client: pg.PoolClient, done: (error?: Error) => void) => {
    statements.examine(client).then(() => done(), done);
  };
}

function connectionRequest({ as, account }: Work, isTransaction: boolean): ConnectionRequest {
  const isBackground = as !== "person";
  return {
    isBackground,
    isWriter: isTransaction || isBackground || account !== undefined,
    account,
  };
}

/** A cancel request needs the connection's id, so it is sent before closing. */
function cancelBeforeRelease(client: pg.PoolClient, release: Release): Release {
  return (error) => {
    if (isReadTimeout(error)) void cancelStatement(client).then(() => release(error));
    else release(error);
  };
}

/** pg reads this at the start of each query. */
function setQueryTimeout(client: pg.ClientBase, milliseconds: number): void {
  (
    client as unknown as { connectionParameters: { query_timeout: number } }
  ).connectionParameters.query_timeout = milliseconds;
}
