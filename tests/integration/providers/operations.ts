import type { Exchange } from "./recording";

/** One way to use one operation of a provider's client: what it is asked, what it must send, and what must come of it. */
export interface Operation<Client, About> {
  /** What the provider offers, in a few words; the first row of an operation is the one whose answers are mutated. */
  operation: string;
  /** What is special about this row. */
  variant: string;
  /** The client's method. */
  method: string & keyof Client;
  /** Method and path as the provider's own description names them. */
  endpoint: string;
  run: (client: Client, about: About) => Promise<unknown>;
  /** The query of each request to the endpoint, in order; one request without a query by default. `*` stands for any value. */
  queries?: (about: About) => Record<string, string>[];
  /** The body of the (only) request. */
  body?: (about: About) => unknown;
  status: number;
  /** Fails when the result is not what the account holds. */
  check: (result: unknown, about: About) => void;
}

export const named = (row: { operation: string; variant: string }): string =>
  `${row.operation}: ${row.variant}`;

/** Whether a path is the endpoint's, `{…}` standing for one segment. */
export function isAt(endpoint: string, method: string, path: string): boolean {
  const [wanted, template = ""] = endpoint.split(" ");
  const pattern = template.replace(/[.]/g, "\\.").replace(/\{[^}]+\}/g, "[^/]+");
  return wanted === method && new RegExp(`^${pattern}$`).test(path);
}

/** The exchanges with an operation's endpoint; `base` is the path under which the API is served. */
export function exchangesAt(
  endpoint: string,
  exchanges: readonly Exchange[],
  base = "",
): Exchange[] {
  return exchanges.filter(
    ({ method, url }) =>
      url.pathname.startsWith(base) && isAt(endpoint, method, url.pathname.slice(base.length)),
  );
}

/** The first row of each operation. */
export function eachOperation<Row extends { operation: string }>(rows: readonly Row[]): Row[] {
  return rows.filter(
    (row, index) => rows.findIndex(({ operation }) => operation === row.operation) === index,
  );
}

/** The methods that a client offers. */
export function methodsOf(client: { prototype: object }): string[] {
  return Object.getOwnPropertyNames(client.prototype).filter((name) => name !== "constructor");
}

/** The operations that a sandbox describes in its own OpenAPI document, as `GET /path`; `base` is taken off the paths. */
export async function describedOperations(url: string, base = ""): Promise<string[]> {
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.slice(base.length)}`),
  );
}
