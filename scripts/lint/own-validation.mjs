// Browsers show their own messages in the browser's language, over the page, and they say too
// little.
const FORM = "Add noValidate: the form shows its own messages.";
const CALL = "Show a message of the form instead of the browser's.";

const ownValidation = {
  meta: { type: "problem", schema: [], messages: { form: FORM, call: CALL } },
  create: (context) => ({
    JSXOpeningElement(node) {
      const hasIt = node.attributes.some(({ name }) => name?.name === "noValidate");
      if (node.name.name === "form" && !hasIt) context.report({ node, messageId: "form" });
    },
    'CallExpression > MemberExpression[property.name="reportValidity"]'(node) {
      context.report({ node, messageId: "call" });
    },
  }),
};

export const VALIDATION_RULE = "forms/own-validation";

export const ownValidationOnly = [
  {
    files: ["{app,components}/**/*.tsx"],
    plugins: { forms: { rules: { "own-validation": ownValidation } } },
    rules: { [VALIDATION_RULE]: "error" },
  },
];
