import next from "eslint-config-next/core-web-vitals";
import simpleImportSort from "eslint-plugin-simple-import-sort";
import tseslint from "typescript-eslint";

import { boundaries } from "./scripts/lint/boundaries.mjs";
import { checkedChangesOnly } from "./scripts/lint/checked-changes.mjs";
import { environmentBan } from "./scripts/lint/environment.mjs";
import { literalTextsBan } from "./scripts/lint/literal-texts.mjs";
import { markedTextsOnly } from "./scripts/lint/marked-texts.mjs";
import { ownValidationOnly } from "./scripts/lint/own-validation.mjs";
import { rawSqlBan } from "./scripts/lint/raw-sql.mjs";
import { sharedRequestCache } from "./scripts/lint/request-cache.mjs";
import { builtActionsOnly } from "./scripts/lint/server-actions.mjs";

/** Switches off the rules of a plugin. */
const without = (...plugins) =>
  Object.fromEntries(
    next
      .flatMap(({ rules = {} }) => Object.keys(rules))
      .filter((name) => plugins.includes(name.split("/")[0]))
      .map((name) => [name, "off"]),
  );

export default tseslint.config(
  {
    ignores: [
      "**/node_modules/",
      ".next*/",
      ".data/",
      "lib/db/generated/",
      "messages/*.d.json.ts",
      "next-env.d.ts",
      "test-results/",
      "playwright-report/",
    ],
  },
  // Rules cannot be disabled inline.
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "error" } },
  ...next,
  ...tseslint.configs.strict,
  // Rules that need types are in .oxlintrc.json: there they take a fifth of the time.
  {
    files: ["**/*.{ts,tsx}"],
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
      "no-warning-comments": ["error", { terms: ["oxlint-disable"], location: "anywhere" }],
    },
  },
  {
    plugins: { "simple-import-sort": simpleImportSort },
    rules: {
      "simple-import-sort/imports": "error",
      "simple-import-sort/exports": "error",
      "max-lines": ["error", { max: 350 }],
      // A promise chain that answers nothing is typed `void` where it is declared, not at every callback.
      "@typescript-eslint/no-invalid-void-type": "off",
      // In .oxlintrc.json, which needs no time for it.
      "@typescript-eslint/no-unused-vars": "off",
    },
  },
  // Files without React or JSX need not be searched for it.
  { files: ["**/*.{ts,mts,mjs}"], rules: without("react", "jsx-a11y") },
  { files: ["{tests,scripts,bench,sandbox,prisma}/**"], rules: without("react-hooks") },
  // Outside of React a function named useSomething is no hook.
  { files: ["lib/**"], rules: { "react-hooks/rules-of-hooks": "off" } },
  { files: ["{app,lib,components}/**"], rules: { "no-console": "error" } },
  {
    files: ["{app,components}/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        { name: "next/link", message: "Use Link of components/ui/navigation/link." },
      ],
    },
  },
  { files: ["lib/db/table-types.ts"], rules: { "max-lines": "off" } },
  ...environmentBan,
  ...rawSqlBan,
  ...literalTextsBan,
  ...markedTextsOnly,
  ...checkedChangesOnly,
  ...ownValidationOnly,
  ...builtActionsOnly,
  ...sharedRequestCache,
  ...boundaries,
);
