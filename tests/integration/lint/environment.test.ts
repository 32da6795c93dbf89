import { describe, expect, it } from "vitest";

import { refusingRules } from "./lint";

const RULE = "no-restricted-syntax";

describe("the environment is read by lib/env.ts alone", () => {
  it.each([
    ["lib/tickets/queries.ts", "export const url = process.env.DATABASE_URL;"],
    ["lib/tickets/queries.ts", 'export const url = process["env"].DATABASE_URL;'],
    ["lib/tickets/queries.ts", "const { env } = process; export { env };"],
    ["lib/tickets/queries.ts", "export const url = globalThis.process.env.DATABASE_URL;"],
    ["lib/tickets/queries.ts", 'import { env } from "node:process"; export { env };'],
    ["app/page.tsx", "export const url = process.env.DATABASE_URL;"],
    ["components/ui/button.tsx", "export const url = process.env.NEXT_PUBLIC_URL;"],
    ["sandbox/start.ts", "export const url = process.env.DATABASE_URL;"],
    ["middleware.ts", "export const url = process.env.NEXTAUTH_URL;"],
    ["instrumentation.ts", "export const url = process.env.DATABASE_URL;"],
  ])("refuses it in %s: %s", async (file, code) => {
    expect(await refusingRules(file, code)).toContain(RULE);
  });

  it.each([
    ["lib/env.ts", "export const url = process.env.DATABASE_URL;"],
    ["scripts/migrate.ts", "export const url = process.env.DATABASE_URL;"],
    ["prisma.config.ts", "export const url = process.env.DATABASE_URL;"],
    ["tests/helpers/setup.ts", "export const url = process.env.DATABASE_URL;"],
    ["instrumentation.ts", "export const runtime = process.env.NEXT_RUNTIME;"],
    ["middleware.ts", "export const mode = process.env.NODE_ENV;"],
  ])("allows it in %s: %s", async (file, code) => {
    expect(await refusingRules(file, code)).not.toContain(RULE);
  });
});

describe("the house keeps quiet and typed", () => {
  it.each([
    ["no-console", "lib/tickets/queries.ts", 'console.log("hello");'],
    ["no-console", "components/ui/button.tsx", 'console.error("hello");'],
    ["@typescript-eslint/no-explicit-any", "lib/tickets/queries.ts", "export const x: any = 1;"],
    [
      "@typescript-eslint/ban-ts-comment",
      "lib/tickets/queries.ts",
      "// @ts-ignore\nexport const x = 1;",
    ],
    ["max-lines", "lib/tickets/queries.ts", `export const x = 1;\n${"// one more\n".repeat(350)}`],
    [
      "no-console",
      "lib/tickets/queries.ts",
      '// eslint-disable-next-line no-console\nconsole.log("hello");',
    ],
  ])("%s holds in %s", async (rule, file, code) => {
    expect(await refusingRules(file, code)).toContain(rule);
  });
});
