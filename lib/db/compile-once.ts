import { type Compilable, type Expression, sql } from "kysely";
import { LRUCache } from "lru-cache";

import { db } from "./kysely";
import { statementName } from "./pooling/named-statements";
import type { NamedQuery } from "./sending-dialect";

/** Stand-ins for the values while a query is built. An omitted value has none. */
export type Placeholders<Values> = {
  [Name in keyof Values]: Expression<Exclude<Values[Name], undefined>>;
};

class Placeholder {
  constructor(readonly name: string) {}
}

/** Of one query: filters can be combined in thousands of ways, and each takes some 20 KB. */
const MAX_COMPILED = 200;

interface CompileOptions {
  /** False where the best plan depends on the values. Takes the names of those given. */
  keepsPlan?: (names: readonly string[]) => boolean;
}

/**
 * For reads that pages wait for: each is compiled once for every set of given values, and planned
 * once by every connection.
 */
export function compileOnce<Values extends object, Row>(
  build: (values: Placeholders<Values>) => Compilable<Row>,
  { keepsPlan = () => true }: CompileOptions = {},
): (values: Values) => Promise<Row[]> {
  const compiled = new LRUCache<string, NamedQuery<Row>>({ max: MAX_COMPILED });
  return async (values) => {
    const given = Object.entries(values).filter(([, value]) => value !== undefined);
    const names = given.map(([name]) => name);
    const key = names.join();
    let query = compiled.get(key);
    if (!query) {
      query = build(placeholders(names) as Placeholders<Values>).compile();
      if (keepsPlan(names)) query = { ...query, statementName: statementName(query.sql) };
      compiled.set(key, query);
    }
    const bound = new Map<string, unknown>(given);
    const parameters = query.parameters.map((parameter) =>
      parameter instanceof Placeholder ? bound.get(parameter.name) : parameter,
    );
    return (await db().executeQuery<Row>({ ...query, parameters })).rows;
  };
}

function placeholders(names: string[]): Record<string, Expression<unknown>> {
  return Object.fromEntries(names.map((name) => [name, sql.val(new Placeholder(name))]));
}
