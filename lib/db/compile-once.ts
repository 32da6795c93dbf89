import { type Compilable, type CompiledQuery, type Expression, sql } from "kysely";
import { LRUCache } from "lru-cache";

import { db } from "./kysely";

/** Stand-ins for the values while a query is built. An omitted value has none. */
export type Placeholders<Values> = {
  [Name in keyof Values]: Expression<Exclude<Values[Name], undefined>>;
};

class Placeholder {
  constructor(readonly name: string) {}
}

/** Of one query: filters can be combined in thousands of ways, and each takes some 20 KB. */
const MAX_COMPILED = 200;

/** For queries that pages wait for: each is compiled once for every set of given values. */
export function compileOnce<Values extends object, Row>(
  build: (values: Placeholders<Values>) => Compilable<Row>,
): (values: Values) => Promise<Row[]> {
  const compiled = new LRUCache<string, CompiledQuery<Row>>({ max: MAX_COMPILED });
  return async (values) => {
    const given = Object.entries(values).filter(([, value]) => value !== undefined);
    const names = given.map(([name]) => name);
    const key = names.join();
    let query = compiled.get(key);
    if (!query) {
      query = build(placeholders(names) as Placeholders<Values>).compile();
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
