// Texts for users are in the catalogs (messages/), in each language. Operators' texts are English:
// logs, the environment, migrations, and errors that mean a fault in the code.
const MESSAGE = "Move this text to messages/*.json (docs/writing.md), in every language.";

const WORD = /\p{L}{2}/u;
/** "Sign in again", "the rest follows." and one word with a capital, as a label has. */
const SENTENCE = /^\P{L}*\p{Lu}[\p{Ll}’']+[,:]? \P{L}*\p{L}|\p{Ll}[,:]? \p{L}.*[.…!?]$/u;
const LABEL = /^\P{L}*\p{Lu}[\p{Ll}’-]+\b/u;

/** Attributes and properties that are shown or read out. */
const SHOWN =
  /^(?:aria-(?:label|description|placeholder|roledescription|valuetext)|alt|description|heading|help|hint|label|message|note|placeholder|problem|reason|text|title|words)$/;
/** For operators and for logs. */
const ERROR_CLASS = /^(?:\w*Error|TicketBusy|LeaseLost)$/;
const LOGGERS = /^(?:log|logger|console)$/;

const quasis = (node) => node.quasis.map(({ value }) => value.cooked ?? value.raw).join(" ");

const nameOf = (node) =>
  node?.type === "MemberExpression" ? nameOf(node.object) : (node?.name ?? node?.value);

/** Where the literal's value goes, past conditions and parentheses of its own. */
function place(node) {
  let at = node;
  while (/^(?:Conditional|Logical|TSAs|TSSatisfies|TSNonNull)\w*Expression$/.test(at.parent.type))
    at = at.parent;
  return at;
}

function isForOperators(node) {
  for (let at = node; at; at = at.parent) {
    if (at.type === "NewExpression" && ERROR_CLASS.test(nameOf(at.callee) ?? "")) {
      return nameOf(at.callee) !== "AppError";
    }
    if (at.type === "CallExpression" && LOGGERS.test(nameOf(at.callee) ?? "")) return true;
    if (/^(?:TSLiteralType|Import|Export(?:Named|All)Declaration)/.test(at.type)) return true;
    if (at.type === "TaggedTemplateExpression") return true;
    if (at.type === "JSXAttribute" && !SHOWN.test(String(at.name.name))) return true;
    if (/Function|Statement|Declaration$|^Class/.test(at.type)) return false;
  }
  return false;
}

function isText(node, text) {
  if (!WORD.test(text)) return false;
  const { parent } = place(node);
  if (parent.type === "JSXExpressionContainer" && parent.parent.type !== "JSXAttribute")
    return /[\p{Ll}] \p{L}|^\P{L}*\p{Lu}\p{Ll}/u.test(text);
  if (parent.type === "JSXAttribute") return SHOWN.test(String(parent.name.name));
  if (parent.type === "JSXExpressionContainer") return SHOWN.test(String(parent.parent.name.name));
  if (parent.type === "Property" && parent.value === place(node) && !parent.computed)
    return (SHOWN.test(nameOf(parent.key) ?? "") && LABEL.test(text)) || SENTENCE.test(text);
  return SENTENCE.test(text);
}

const noLiteralTexts = {
  meta: { type: "problem", schema: [], messages: { literal: MESSAGE } },
  create(context) {
    const check = (node, text) => {
      if (isText(node, text) && !isForOperators(node))
        context.report({ node, messageId: "literal" });
    };
    return {
      JSXText(node) {
        if (/\p{L}/u.test(node.value)) context.report({ node, messageId: "literal" });
      },
      Literal(node) {
        if (typeof node.value === "string") check(node, node.value);
      },
      TemplateLiteral(node) {
        check(node, quasis(node));
      },
    };
  },
};

export const LITERAL_TEXTS_RULE = "texts/no-literal-texts";

export const literalTextsBan = [
  {
    files: ["{app,lib,components}/**/*.{ts,tsx}", "middleware.ts"],
    ignores: [
      "**/*.test.{ts,tsx}",
      // For developers and operators.
      "app/dev/**",
      "lib/{env,log,database-tls}.ts",
      "lib/db/**",
      // The languages' own names.
      "lib/i18n/languages.ts",
    ],
    plugins: { texts: { rules: { "no-literal-texts": noLiteralTexts } } },
    rules: { [LITERAL_TEXTS_RULE]: "error" },
  },
];
