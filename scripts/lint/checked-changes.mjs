// TypeScript reports no unknown key of an object that a callback returns: a renamed column would
// pass. An object given to `set` directly is checked, and one with `satisfies`.
const MESSAGE =
  "TypeScript does not check these columns. Give `set` the object and the callback to the value, or add `satisfies ColumnChanges<…>`.";

const CHANGES = /^(?:set|doUpdateSet|values)$/;
const FUNCTIONS = new Set(["ArrowFunctionExpression", "FunctionExpression"]);

const methodOf = ({ callee }) =>
  callee.type === "MemberExpression" && !callee.computed ? callee.property.name : undefined;

/** What a function returns, leaving out nested blocks. */
function returned({ body }) {
  if (body.type !== "BlockStatement") return [body];
  return body.body.flatMap((one) =>
    one.type === "ReturnStatement" && one.argument ? [one.argument] : [],
  );
}

/** The callback of `set(callback)` and of `values(rows.map(callback))`. */
function callbackOf(argument) {
  if (argument?.type === "CallExpression" && methodOf(argument) === "map")
    return callbackOf(argument.arguments[0]);
  return argument && FUNCTIONS.has(argument.type) ? argument : undefined;
}

const checkedChanges = {
  meta: { type: "problem", schema: [], messages: { unchecked: MESSAGE } },
  create: (context) => ({
    CallExpression(node) {
      if (!CHANGES.test(methodOf(node) ?? "")) return;
      const callback = callbackOf(node.arguments[0]);
      for (const value of callback ? returned(callback) : [])
        if (value.type === "ObjectExpression")
          context.report({ node: value, messageId: "unchecked" });
    },
    // In what is spread, too: `...(isKnown && { known_at: now() })`.
    "CallExpression > ObjectExpression > SpreadElement :matches(LogicalExpression, ConditionalExpression) > ObjectExpression"(
      node,
    ) {
      const call = context.sourceCode
        .getAncestors(node)
        .findLast(({ type }) => type === "CallExpression");
      if (CHANGES.test(methodOf(call) ?? "")) context.report({ node, messageId: "unchecked" });
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
