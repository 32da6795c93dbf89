import { createHash } from "node:crypto";

import pg from "pg";

import { CONNECT_TIMEOUT_MS } from "../limits";
import type { Send } from "../sending-dialect";

type Mode = "auto" | "on" | "off";

/** "cached plan must not change result type": a migration changed a column meanwhile. */
const OTHER_COLUMNS = "0A000";
/** A name that is unknown or taken: a pooler was put in between, or plans were discarded. */
const LOST_NAMES: ReadonlySet<string> = new Set(["26000", "42P05"]);

export function statementName(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

/** A connection plans a named statement once. Not every transaction pooler knows names. */
export class NamedStatements {
  #areKept: boolean | undefined;
  readonly #outdated = new Set<string>();

  constructor(mode: Mode) {
    if (mode !== "auto") this.#areKept = mode === "on";
  }

  /** Detects a pooler: the process ids that it tells its clients are not the server's. */
  async examine(client: pg.ClientBase): Promise<void> {
    if (this.#areKept !== undefined) return;
    const query = { text: "SELECT pg_backend_pid() AS pid", query_timeout: CONNECT_TIMEOUT_MS };
    const { rows } = await client.query<{ pid: number }>(query);
    this.#areKept = rows[0]?.pid === (client as unknown as { processID: number }).processID;
  }

  /** For single statements that only read: one may be sent twice. Ends where names get lost. */
  async send(query: pg.QueryConfig, send: Send): Promise<pg.QueryResult> {
    const { name, ...unnamed } = query;
    if (!name || !this.#areKept || this.#outdated.has(name)) return send(unnamed);
    try {
      return await send(query);
    } catch (error) {
      const code = error instanceof pg.DatabaseError ? error.code : undefined;
      if (code === OTHER_COLUMNS) this.#outdated.add(name);
      else if (code && LOST_NAMES.has(code)) this.#areKept = false;
      else throw error;
      return send(unnamed);
    }
  }
}
