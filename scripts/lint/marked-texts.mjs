// Texts that may hold words of unknown language, marked by `markForeign` (lib/i18n).
const MESSAGE = 'Show this with <MarkedText>: words of a provider or a person get lang="" there.';

const MARKED_PROPERTY = /^(?:sentence|kindLabel|category|problem)$/;
const FIELD_ERRORS = /^(?:fieldErrors|errors)$/;

const isFieldError = ({ object, property, computed }) =>
  FIELD_ERRORS.test(nameOf(object) ?? "") && (computed || property.name !== "length");

const nameOf = (node) => (node.type === "MemberExpression" ? node.property.name : node.name);

const isConditionOf = (node, { test, operator, left }) =>
  test === node || (operator === "&&" && left === node);

function isShown(node) {
  let at = node;
  while (/^(?:Conditional|Logical|TSNonNull|Chain|TemplateLiteral)\w*$/.test(at.parent.type)) {
    if (isConditionOf(at, at.parent)) return false;
    at = at.parent;
  }
  const { parent } = at;
  return parent.type === "JSXExpressionContainer" && parent.parent.type !== "JSXAttribute";
}

const noBareMarkedTexts = {
  meta: { type: "problem", schema: [], messages: { bare: MESSAGE } },
  create(context) {
    return {
      MemberExpression(node) {
        const isMarked =
          (!node.computed && MARKED_PROPERTY.test(node.property.name)) || isFieldError(node);
        if (isMarked && isShown(node)) context.report({ node, messageId: "bare" });
      },
    };
  },
};

export const MARKED_TEXTS_RULE = "marked/no-bare-marked-texts";

export const markedTextsOnly = [
  {
    files: ["{app,components}/**/*.tsx"],
    plugins: { marked: { rules: { "no-bare-marked-texts": noBareMarkedTexts } } },
    rules: { [MARKED_TEXTS_RULE]: "error" },
  },
];
