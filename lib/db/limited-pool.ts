import pg from "pg";

import { isReadTimeout } from "./busy";
import { cancelStatement } from "./cancel";
import { ConnectionGate, type ConnectionRequest } from "./connection-gate";
import { LIMITS } from "./limits";
import { currentWork, type Work } from "./work";

type Release = (error?: Error | boolean) => void;
type OnConnect = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: Release,
) => void;

/** How much later than the server the client gives a statement up: the server's word is the better one. */
const CLIENT_MARGIN_MS = 2_000;

/**
 * A pool in which every checkout, Prisma's and the queue's too, passes the connection gate and has
 * the time limits of the current work. A statement that takes too long is cancelled at the server,
 * and its connection is dropped.
 */
export class LimitedPool extends pg.Pool {
  readonly #gate = new ConnectionGate();
  readonly #held = new WeakMap<pg.ClientBase, () => void>();

  constructor(config: pg.PoolConfig) {
    super(config);
    // A server that goes away, or ends a transaction that paused too long, ends connections.
    // Without a listener that would end the process; the next use of the connection says it.
    this.on("error", () => undefined);
    this.on("connect", (client) => client.on("error", () => undefined));
    this.on("release", (_error: Error | undefined, client: pg.PoolClient) => {
      const giveBack = this.#held.get(client);
      this.#held.delete(client);
      // After this event the client is idle again, and whoever waits can have it.
      if (giveBack) queueMicrotask(giveBack);
    });
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: OnConnect): void;
  override connect(callback?: OnConnect): Promise<pg.PoolClient> | void {
    // `query` asks with a callback. Who asks for a promise begins a transaction.
    const work = currentWork();
    if (callback) this.#checkOut(work, wantedFor(work, false), callback);
    else {
      return new Promise((resolve, reject) => {
        this.#checkOut(work, wantedFor(work, true), (error, client) =>
          client ? resolve(client) : reject(error),
        );
      });
    }
  }

  /** A connection beside the gate, for the one check that must not wait behind what it checks. */
  connectUngated(): Promise<pg.PoolClient> {
    return super.connect();
  }

  #checkOut(work: Work, wanted: ConnectionRequest, callback: OnConnect): void {
    const connect = (giveBack: () => void) => {
      super.connect((error, client, release) => {
        if (error || !client) {
          giveBack();
          return callback(error, undefined, release);
        }
        this.#held.set(client, giveBack);
        setQueryTimeout(client, LIMITS[work.as].statement + CLIENT_MARGIN_MS);
        client.release = cancelsFirst(client, release);
        callback(undefined, client, client.release);
      });
    };
    const free = this.#gate.tryTake(wanted);
    if (free) connect(free);
    else {
      this.#gate
        .take(wanted, LIMITS[work.as].pool)
        .then(connect, (error: Error) => callback(error, undefined, () => undefined));
    }
  }
}

function wantedFor({ as, account }: Work, isTransaction: boolean): ConnectionRequest {
  const isBackground = as !== "person";
  return {
    isBackground,
    isWriter: isTransaction || isBackground || account !== undefined,
    account,
  };
}

/** A cancel request names a connection, so it goes out before that is closed. */
function cancelsFirst(client: pg.PoolClient, release: Release): Release {
  return (error) => {
    if (isReadTimeout(error)) void cancelStatement(client).then(() => release(error));
    else release(error);
  };
}

/** pg looks here at the beginning of each query. */
function setQueryTimeout(client: pg.ClientBase, milliseconds: number): void {
  (
    client as unknown as { connectionParameters: { query_timeout: number } }
  ).connectionParameters.query_timeout = milliseconds;
}
