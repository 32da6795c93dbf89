// Anyone can call an exported server action. The builders of lib/server check the origin of the
// request, the session and the input; a hand-written function may forget one.
const MESSAGE =
  "Export what a builder of lib/server makes: viewerAction, sessionAction, visitorAction, visitorForm, pageForm.";
const INLINE = "Put server actions into a file of their own that begins with “use server”.";

const ACTIONS = ["viewerAction", "sessionAction", "visitorAction", "pageForm"];
/** Takes an action. */
const FORM = "visitorForm";
const SOURCE = /^@\/lib\/server\//;

const isUseServer = (node) =>
  node.type === "ExpressionStatement" && node.expression.value === "use server";

const serverActions = {
  meta: { type: "problem", schema: [], messages: { unbuilt: MESSAGE, inline: INLINE } },
  create(context) {
    const { body } = context.sourceCode.ast;
    const imported = new Set(
      body
        .filter((node) => node.type === "ImportDeclaration" && SOURCE.test(node.source.value))
        .flatMap(({ specifiers }) => specifiers)
        .filter(({ imported, local }) => imported?.name === local.name)
        .map(({ local }) => local.name),
    );
    const isCallOf = (node, name) =>
      node?.type === "CallExpression" && node.callee.name === name && imported.has(name);
    const isAction = (node) => ACTIONS.some((name) => isCallOf(node, name));
    const isBuilt = (node) =>
      isAction(node) || (isCallOf(node, FORM) && isAction(node.arguments[0]));
    const report = (node) => context.report({ node, messageId: "unbuilt" });
    const checkNamed = (node) => {
      if (node.exportKind === "type") return;
      const { declaration } = node;
      if (declaration?.type !== "VariableDeclaration") report(node);
      else for (const each of declaration.declarations) if (!isBuilt(each.init)) report(each);
    };
    const inline = {
      "BlockStatement > ExpressionStatement"(node) {
        if (isUseServer(node)) context.report({ node, messageId: "inline" });
      },
    };
    if (!body.some(isUseServer)) return inline;
    return {
      ...inline,
      ExportNamedDeclaration: checkNamed,
      ExportDefaultDeclaration: report,
      ExportAllDeclaration: report,
    };
  },
};

export const SERVER_ACTIONS_RULE = "actions/built";

export const builtActionsOnly = [
  {
    files: ["{app,lib,components}/**/*.{ts,tsx}"],
    ignores: ["**/*.test.{ts,tsx}"],
    plugins: { actions: { rules: { built: serverActions } } },
    rules: { [SERVER_ACTIONS_RULE]: "error" },
  },
];
