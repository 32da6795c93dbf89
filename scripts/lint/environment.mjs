// lib/env.ts validates the environment; everything else asks that module.
const MESSAGE = "Read the environment through lib/env.ts.";
const READ = 'MemberExpression[object.name="process"][property.name="env"]';

// Constants of the bundler, which no validated object can replace.
const BUNDLED = "MemberExpression[property.name=/^(NODE_ENV|NEXT_RUNTIME)$/]";

const always = [
  { selector: 'MemberExpression[object.name="process"][property.value="env"]', message: MESSAGE },
  {
    selector: 'VariableDeclarator[init.name="process"] > ObjectPattern > Property[key.name="env"]',
    message: MESSAGE,
  },
  {
    selector:
      'MemberExpression[object.object.name="globalThis"][object.property.name="process"][property.name="env"]',
    message: MESSAGE,
  },
  { selector: "ImportDeclaration[source.value=/^(node:)?process$/]", message: MESSAGE },
];

export const environmentBan = [
  {
    files: ["**/*.{ts,tsx,mjs}"],
    ignores: [
      "lib/env.ts",
      "scripts/**",
      "bench/**",
      "tests/**",
      "**/*.test.{ts,tsx}",
      "*.config.{ts,mjs}",
      "middleware.ts",
      "instrumentation.ts",
    ],
    rules: { "no-restricted-syntax": ["error", { selector: READ, message: MESSAGE }, ...always] },
  },
  {
    files: ["middleware.ts", "instrumentation.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        { selector: `${READ}:not(${BUNDLED} > MemberExpression)`, message: MESSAGE },
        ...always,
      ],
    },
  },
];
