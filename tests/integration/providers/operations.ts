import type { Exchange } from "./recording";

/** One use of a client operation: input, expected request and result. */
export interface Operation<Client, About> {
  /** Short name; the answers of an operation's first row are mutated. */
  operation: string;
  /** What is special about this row. */
  variant: string;
  /** The client's method. */
  method: string & keyof Client;
  /** Method and path as the provider's own description names them. */
  endpoint: string;
  run: (client: Client, about: About) => Promise<unknown>;
  /** Queries of the requests in order; `*` matches any value. */
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

/** Operations of a sandbox's OpenAPI document, as `GET /path` without `base`. */
export async function describedOperations(url: string, base = ""): Promise<string[]> {
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.slice(base.length)}`),
  );
}
