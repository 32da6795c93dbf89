// React's `cache` keeps one result for each list of arguments: `load()` and `load(true)` run twice.
const MESSAGE =
  "A function under `cache` runs once per list of arguments: give it no optional ones, " +
  "so that all callers share one run.";

const requestCache = {
  meta: { type: "problem", schema: [], messages: { optional: MESSAGE } },
  create: (context) => ({
    CallExpression({ callee, arguments: [cached] }) {
      if (callee.name !== "cache" && callee.property?.name !== "cache") return;
      for (const parameter of cached?.params ?? [])
        if (parameter.type === "AssignmentPattern" || parameter.optional)
          context.report({ node: parameter, messageId: "optional" });
    },
  }),
};

export const REQUEST_CACHE_RULE = "requests/one-run";

export const sharedRequestCache = [
  {
    files: ["{app,lib}/**/*.{ts,tsx}"],
    plugins: { requests: { rules: { "one-run": requestCache } } },
    rules: { [REQUEST_CACHE_RULE]: "error" },
  },
];
