import {
  type Compilable,
  type Expression,
  OperationNodeTransformer,
  PostgresQueryCompiler,
  type PrimitiveValueListNode,
  sql,
  ValueListNode,
  ValueNode,
} from "kysely";
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

/**
 * Writes a query's own values into its text. With a limit or a state as a parameter, PostgreSQL
 * considers the generic plan too expensive and plans again each time.
 */
class ConstantsInText extends OperationNodeTransformer {
  protected override transformValue(node: ValueNode): ValueNode {
    return isConstant(node.value) ? ValueNode.createImmediate(node.value) : node;
  }

  protected override transformPrimitiveValueList(
    node: PrimitiveValueListNode,
  ): PrimitiveValueListNode {
    // The transformer's type allows only primitive lists, though the compiler takes any list.
    return ValueListNode.create(
      node.values.map((value) => this.transformValue(ValueNode.create(value))),
    ) as never;
  }
}

const isConstant = (value: unknown): boolean =>
  value === null || ["string", "number", "boolean", "bigint"].includes(typeof value);

/** Of one query: filters can be combined in thousands of ways, and each takes some 20 KB. */
const MAX_COMPILED = 200;

interface CompileOptions<Values> {
  /** Written into the text. Each value gets its own plan, so there must be few. */
  inText?: readonly (keyof Values & string)[];
  /** False where the best plan depends on the values. Takes the names of those given. */
  keepsPlan?: (names: readonly string[]) => boolean;
}

/**
 * For reads that pages wait for: each is compiled once for every set of given values, and planned
 * once by every connection.
 */
export function compileOnce<Values extends object, Row>(
  build: (values: Placeholders<Values>) => Compilable<Row>,
  { keepsPlan = () => true, inText = [] }: CompileOptions<Values> = {},
): (values: Values) => Promise<Row[]> {
  const compiled = new LRUCache<string, NamedQuery<Row>>({ max: MAX_COMPILED });
  const isInText = (name: string) => (inText as readonly string[]).includes(name);
  return async (values) => {
    const given = Object.entries(values).filter(([, value]) => value !== undefined);
    const names = given.map(([name]) => name);
    const key = given
      .map(([name, value]) => (isInText(name) ? `${name}=${String(value)}` : name))
      .join();
    let query = compiled.get(key);
    if (!query) {
      const standIns = given.map(([name, value]) => [
        name,
        sql.val(isInText(name) ? value : new Placeholder(name)),
      ]);
      query = compile(build(Object.fromEntries(standIns) as Placeholders<Values>));
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

function compile<Row>(built: Compilable<Row>): NamedQuery<Row> {
  const { query, queryId } = built.compile();
  const node = new ConstantsInText().transformNode(query, queryId);
  return new PostgresQueryCompiler().compileQuery(node, queryId);
}
