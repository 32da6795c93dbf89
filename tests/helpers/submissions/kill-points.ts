import pg from "pg";

/** Where a process is ended in the middle of its work. */
export type KillPoint =
  | "before the claim"
  | "claimed, write not marked"
  | "marked, not sent"
  | "in the middle of the body"
  | "accepted, answer not read"
  | "answer read, mirror not written"
  | "mirror written, row not settled"
  | "settled, not yet acknowledged"
  | "in the middle of reconciling"
  | "upload accepted, not noted"
  | "carrying message accepted";

export interface KillPlan {
  point: KillPoint | "statements after acceptance" | "statements from";
  /** With "statements from": the first one that matches. */
  from?: RegExp;
  /** With either: at which statement after the provider's answer, or from that one on, counted from 0. */
  statement?: number;
  /** The statement is handed to PostgreSQL before the process ends; otherwise it never leaves. */
  handedOver?: boolean;
}

interface Outgoing {
  changes: boolean;
  method: string;
  path: string;
  /** Empty where it is no text. */
  body: string;
}

interface Trap {
  /** Ends the process at a request to the provider. */
  request?: (request: Outgoing) => boolean;
  at?: "before" | "within" | "answered";
  /** Ends the process at a statement to PostgreSQL, once the provider has accepted so many writes. */
  statement?: RegExp;
  accepted?: number;
}

const SETTLES =
  /^update "submission" set .*(?:"state" = 'sent', "settled_at"|"step" = 'files', "state" = 'sending')/s;
const isWrite = ({ changes }: Outgoing) => changes;

const traps: Record<KillPoint, Trap> = {
  "before the claim": {
    statement: /^update "submission" set "lease_until" = now\(\).* "state" = case when/,
  },
  "claimed, write not marked": { statement: /"step_begun_at" = now\(\), "sending_at" = now\(\)/ },
  "marked, not sent": { request: isWrite, at: "before" },
  "in the middle of the body": { request: isWrite, at: "within" },
  "accepted, answer not read": { request: isWrite, at: "answered" },
  "answer read, mirror not written": {
    statement: /pg_advisory_xact_lock|from "outgoing_file" where "submission_id"/,
    accepted: 1,
  },
  "mirror written, row not settled": { statement: SETTLES, accepted: 1 },
  "settled, not yet acknowledged": { statement: SETTLES, accepted: 1 },
  "in the middle of reconciling": {
    request: ({ method, path }) => method === "GET" && /\/tickets(?:\/[^/]+)?$/.test(path),
    at: "answered",
  },
  "upload accepted, not noted": {
    request: ({ changes, path }) => changes && path.endsWith("/support/attachments"),
    at: "answered",
  },
  "carrying message accepted": {
    request: ({ changes, body }) => changes && /"message":"Files?: /.test(body),
    at: "answered",
  },
};

const HANDED_OVER: ReadonlySet<KillPlan["point"]> = new Set(["settled, not yet acknowledged"]);

/** Not a signal's grace, not an exit handler: as the machine's power going. */
function die(): never {
  process.kill(process.pid, "SIGKILL");
  throw new Error("Still here after SIGKILL.");
}

/**
 * Ends this process at the planned moment, from outside the product: by the requests that it sends and the statements that it
 * runs. To be called before anything uses either.
 */
export function dieAt(plan: KillPlan): void {
  const trap = trapOf(plan);
  let accepted = 0;
  let statements = 0;
  let hasBegun = plan.from === undefined;
  watchRequests(trap, () => (accepted += 1));
  watchStatements((text) => {
    hasBegun ||= plan.from?.test(text) === true;
    if (!hasBegun || !trap.statement?.test(text) || accepted < (trap.accepted ?? 0)) return "go";
    statements += 1;
    if (statements <= (plan.statement ?? 0)) return "go";
    return (plan.handedOver ?? HANDED_OVER.has(plan.point)) ? "die after" : "die before";
  });
}

function trapOf({ point }: KillPlan): Trap {
  if (point === "statements from") return { statement: /./s };
  return point === "statements after acceptance" ? { statement: /./s, accepted: 1 } : traps[point];
}

function watchRequests(trap: Trap, onAccepted: () => void): void {
  const send = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const method = init?.method ?? "GET";
    // An exchange of a token changes nothing that anybody would miss.
    const changes = method !== "GET" && !url.pathname.endsWith("/token");
    const request: Outgoing = {
      method,
      path: url.pathname,
      changes,
      body: typeof init?.body === "string" ? init.body : "",
    };
    const isHere = trap.request?.(request) ?? false;
    if (isHere && trap.at === "before") die();
    const answer = await send(input, isHere && trap.at === "within" ? await halfSent(init) : init);
    if (request.changes && answer.ok) onAccepted();
    if (isHere && trap.at === "answered") die();
    return answer;
  };
}

/** The same request, whose body stops half way together with the process. */
async function halfSent(init: RequestInit | undefined): Promise<RequestInit> {
  const whole = new Uint8Array(await new Response(init?.body).arrayBuffer());
  let parts = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      parts += 1;
      if (parts === 1) return controller.enqueue(whole.subarray(0, Math.ceil(whole.length / 2)));
      // Data given to the socket is sent before the process ends.
      await new Promise((resolve) => setTimeout(resolve, 30));
      die();
    },
  });
  const streamed: RequestInit & { duplex: "half" } = { ...init, body, duplex: "half" };
  return streamed;
}

/** The statement with its values in their places. */
function readable([statement, more]: unknown[]): string {
  const query = (typeof statement === "string" ? { text: statement } : (statement ?? {})) as {
    text?: string;
    values?: unknown;
  };
  const values: unknown[] = [query.values ?? more].flat();
  return (query.text ?? "")
    .replaceAll(/\$(\d+)/g, (_, number) => `'${String(values[Number(number) - 1])}'`)
    .trim()
    .replaceAll(/\s+/g, " ");
}

function watchStatements(outcome: (text: string) => "go" | "die before" | "die after"): void {
  const run = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  function watched(this: pg.Client, ...args: unknown[]): unknown {
    const todo = outcome(readable(args));
    if (todo === "die before") die();
    const result = run.apply(this, args);
    // The statement is on its way when this turn of the loop is over; its answer is not read any more.
    if (todo === "die after") setImmediate(die);
    return result;
  }
  Object.assign(pg.Client.prototype, { query: watched });
}
