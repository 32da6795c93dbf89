import { z } from "zod";

const base = {
  /** HTTP method, any when left out. */
  method: z.string().toUpperCase().optional(),
  /** Path with `*` for any characters; with a `?`, the query is compared too. */
  path: z.string().optional(),
  /** Number of matching requests that fail; null: until the fault is removed. */
  count: z.number().int().positive().nullable().default(1),
  /** Number of matching requests that pass first. */
  skip: z.number().int().min(0).default(0),
};

const moment = z.enum(["before", "after", "body"]);

/**
 * What can go wrong. `before` and `after` are meant from the write's side: before it was accepted, or after it was
 * accepted and without a word of answer. `body` breaks within the answer's body.
 */
export const faultSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    ...base,
    kind: z.literal("rate-limit"),
    seconds: z.number().min(0).default(30),
    retryAfter: z.enum(["seconds", "http-date", "none"]).default("seconds"),
    /** Whether the answer has `X-RateLimit-*` headers, with an ISO time as reset. */
    reset: z.boolean().default(true),
    code: z.enum(["rate_limited", "rate_limit_exceeded"]).default("rate_limited"),
  }),
  z.strictObject({
    ...base,
    kind: z.literal("status"),
    status: z.number().int().min(400).max(599).default(503),
    body: z.enum(["problem", "html", "empty"]).default("problem"),
    code: z.string().default("internal_error"),
    when: z.enum(["before", "after"]).default("before"),
  }),
  z.strictObject({
    ...base,
    kind: z.literal("answer"),
    status: z.number().int().min(200).max(599).default(200),
    headers: z.record(z.string(), z.string()).default({}),
    /** A string is sent as it is, anything else as JSON. */
    body: z.unknown(),
    when: z.enum(["before", "after"]).default("before"),
  }),
  z.strictObject({
    ...base,
    kind: z.literal("slow"),
    ms: z.number().min(0),
    when: z.enum(["before", "body"]).default("before"),
  }),
  z.strictObject({ ...base, kind: z.literal("hang"), when: moment.default("before") }),
  z.strictObject({ ...base, kind: z.literal("cut"), when: moment.default("before") }),
  z.strictObject({ ...base, kind: z.literal("page-shift"), by: z.number().int().default(1) }),
]);

export type FaultInput = z.input<typeof faultSchema>;
export type Fault = z.output<typeof faultSchema> & { id: string };

/** The faults that are waiting for their requests. */
export class FaultBook {
  #faults: Fault[] = [];
  #nextId = 1;

  add(input: FaultInput): Fault {
    const fault = { ...faultSchema.parse(input), id: `fault-${this.#nextId}` };
    this.#nextId += 1;
    this.#faults.push(fault);
    return fault;
  }

  list(): Fault[] {
    return structuredClone(this.#faults);
  }

  remove(id: string): boolean {
    const before = this.#faults.length;
    this.#faults = this.#faults.filter((fault) => fault.id !== id);
    return this.#faults.length < before;
  }

  clear(): void {
    this.#faults = [];
  }

  /** The first fault for this request, used up by one. */
  take(method: string, path: string, query: string): Fault | undefined {
    for (const fault of this.#faults) {
      if (!matches(fault, method, path, query)) continue;
      if (fault.skip > 0) {
        fault.skip -= 1;
        continue;
      }
      if (fault.count !== null) {
        fault.count -= 1;
        if (fault.count === 0) this.remove(fault.id);
      }
      return fault;
    }
    return undefined;
  }
}

function matches(fault: Fault, method: string, path: string, query: string): boolean {
  if (fault.method !== undefined && fault.method !== method) return false;
  if (fault.path === undefined) return true;
  const pattern = fault.path
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${pattern}$`).test(fault.path.includes("?") ? `${path}${query}` : path);
}
