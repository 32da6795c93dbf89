// TypeScript reports no unknown key of an object that reaches `set` by a callback, a name or a
// spread: a renamed column would pass. An object given directly is checked, and one with `satisfies`.
const MESSAGE =
  "TypeScript does not check these columns. Give `set` the object and the callback to the value, or add `satisfies ColumnChanges<…>`.";

const CHANGES = /^(?:set|doUpdateSet|values)$/;
const EACH = /^(?:map|flatMap)$/;
const FUNCTIONS = new Set(["ArrowFunctionExpression", "FunctionExpression"]);

const methodOf = ({ callee }) =>
  callee.type === "MemberExpression" && !callee.computed ? callee.property.name : undefined;

/** The values a function returns, in nested blocks too; none if its type is declared. */
function returned({ body, returnType }, { visitorKeys }) {
  if (returnType) return [];
  if (body.type !== "BlockStatement") return [body];
  const returnsIn = (node) => {
    if (node.type === "ReturnStatement") return node.argument ? [node.argument] : [];
    if (FUNCTIONS.has(node.type) || node.type === "FunctionDeclaration") return [];
    const children = (visitorKeys[node.type] ?? []).flatMap((key) => node[key] ?? []);
    return children.flatMap(returnsIn);
  };
  return returnsIn(body);
}

/** The value of a constant that has no type of its own. */
function valueOf(name, sourceCode) {
  let scope = sourceCode.getScope(name);
  while (scope && !scope.set.has(name.name)) scope = scope.upper;
  const [definition] = scope?.set.get(name.name)?.defs ?? [];
  const declared = definition?.type === "Variable" ? definition.node : undefined;
  return declared?.id === definition?.name && !declared?.id.typeAnnotation
    ? (declared?.init ?? undefined)
    : undefined;
}

/** The objects of a change that the compiler does not check. `isFresh`: it checks literals here. */
function unchecked(node, isFresh, sourceCode) {
  const all = (nodes, fresh) =>
    nodes.flatMap((each) => (each ? unchecked(each, fresh, sourceCode) : []));
  switch (node.type) {
    case "ObjectExpression": {
      const spread = node.properties.filter(({ type }) => type === "SpreadElement");
      if (!isFresh && node.properties.length > spread.length) return [node];
      return all(spread, false);
    }
    case "ArrayExpression":
      return all(node.elements, isFresh);
    case "SpreadElement":
      return all([node.argument], false);
    case "ConditionalExpression":
      return all([node.consequent, node.alternate], isFresh);
    case "LogicalExpression":
      return all([node.left, node.right], isFresh);
    case "TSAsExpression":
      return all([node.expression], false);
    case "Identifier":
      return all([valueOf(node, sourceCode)], false);
    case "CallExpression":
      return EACH.test(methodOf(node) ?? "") ? all(node.arguments.slice(0, 1), false) : [];
    default:
      return FUNCTIONS.has(node.type) ? all(returned(node, sourceCode), false) : [];
  }
}

const checkedChanges = {
  meta: { type: "problem", schema: [], messages: { unchecked: MESSAGE } },
  create: (context) => ({
    CallExpression(node) {
      const [change] = node.arguments;
      // `set(column, value)` is checked, and a Map's method is none of Kysely's.
      if (!CHANGES.test(methodOf(node) ?? "") || node.arguments.length !== 1) return;
      for (const object of new Set(unchecked(change, true, context.sourceCode)))
        context.report({ node: object, messageId: "unchecked" });
    },
  }),
};

export const CHANGES_RULE = "database/checked-changes";

export const checkedChangesOnly = [
  {
    files: ["lib/**/*.ts"],
    ignores: ["**/*.test.ts"],
    plugins: { database: { rules: { "checked-changes": checkedChanges } } },
    rules: { [CHANGES_RULE]: "error" },
  },
];
