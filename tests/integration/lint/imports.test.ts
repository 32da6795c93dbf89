import path from "node:path";

import { describe, expect, it } from "vitest";

import { refusals, refusingRules } from "./lint";

const RULE = "boundaries/dependencies";

/** Where an import would stand, and the module that must not be imported there. */
const forbidden: [why: string, from: string, to: string][] = [
  ["components reach no query", "components/tickets/list/ticket-list.tsx", "lib/tickets/queries"],
  [
    "components reach no command",
    "components/tickets/list/ticket-list.tsx",
    "lib/tickets/commands",
  ],
  ["components reach no database", "components/ui/button.tsx", "lib/db/prisma"],
  ["components reach no session", "components/ui/button.tsx", "lib/auth/viewer"],
  ["components reach no provider", "components/ui/button.tsx", "lib/providers/registry"],
  ["components read no environment", "components/ui/button.tsx", "lib/env"],
  ["components import no page", "components/ui/button.tsx", "app/theme"],
  ["primitives know no feature", "components/ui/button.tsx", "components/tickets/list/ticket-list"],
  ["components call no action builder", "components/ui/button.tsx", "lib/server/viewer-action"],
  ["route handlers import no page", "app/api/health/route.ts", "app/theme"],
  ["route handlers import no component", "app/api/health/route.ts", "components/ui/button"],
  ["route handlers write nothing to the database", "app/api/health/route.ts", "lib/db/kysely"],
  ["pages import no route handler", "app/page.tsx", "app/api/health/route"],
  [
    "pages write nothing to the database themselves",
    "app/(portal)/tickets/(list)/page.tsx",
    "lib/db/kysely",
  ],
  [
    "pages ask no provider themselves",
    "app/(portal)/tickets/(list)/page.tsx",
    "lib/providers/registry",
  ],
  [
    "pages start no sync themselves",
    "app/(portal)/tickets/(list)/page.tsx",
    "lib/mirror/sync/run-sync",
  ],
  [
    "pages submit nothing around the commands",
    "app/(portal)/tickets/(list)/page.tsx",
    "lib/submissions/process-submission",
  ],
  ["pages unseal nothing", "app/page.tsx", "lib/crypto/seal"],
  ["a domain imports no page", "lib/tickets/queries.ts", "app/theme"],
  ["a domain imports no component", "lib/tickets/queries.ts", "components/ui/time/format-time"],
  [
    "a domain writes no mirrored table",
    "lib/tickets/commands.ts",
    "lib/mirror/write/write-snapshots",
  ],
  ["a domain knows no single provider", "lib/tickets/commands.ts", "lib/providers/hostup/client"],
  ["a domain makes no request of its own", "lib/tickets/commands.ts", "lib/http/request"],
  [
    "the mirror knows no single provider",
    "lib/mirror/sync/run-sync.ts",
    "lib/providers/upsun/provider",
  ],
  ["the mirror knows no domain", "lib/mirror/sync/run-sync.ts", "lib/tickets/queries"],
  ["the mirror asks nobody who is signed in", "lib/mirror/sync/run-sync.ts", "lib/auth/viewer"],
  [
    "the outbox knows no single provider",
    "lib/submissions/process-submission.ts",
    "lib/providers/hostup/provider",
  ],
  [
    "the outbox does not know who is signed in",
    "lib/submissions/process-submission.ts",
    "lib/auth/viewer",
  ],
  [
    "the outbox writes no mirrored table",
    "lib/submissions/process-submission.ts",
    "lib/mirror/write/write-snapshots",
  ],
  ["a provider reads no database", "lib/providers/hostup/client.ts", "lib/db/kysely"],
  [
    "a provider knows no other provider",
    "lib/providers/hostup/client.ts",
    "lib/providers/upsun/client",
  ],
  [
    "a provider does not reach another through the registry",
    "lib/providers/upsun/provider.ts",
    "lib/providers/registry",
  ],
  [
    "a provider does not fill another's form",
    "lib/providers/upsun/provider.ts",
    "lib/providers/hostup/form",
  ],
  [
    "a provider knows no mirror",
    "lib/providers/hostup/provider.ts",
    "lib/mirror/connection/open-connection",
  ],
  ["a provider knows no domain", "lib/providers/hostup/provider.ts", "lib/tickets/own-ticket"],
  ["the search rules read no database", "lib/search/vector.ts", "lib/db/kysely"],
  ["the search rules know no domain", "lib/search/query.ts", "lib/tickets/queries"],
  ["the http layer reads no database", "lib/http/request.ts", "lib/db/kysely"],
  ["the database layer knows no domain", "lib/db/client.ts", "lib/tickets/queries"],
  ["sign-in knows no domain", "lib/auth/viewer.ts", "lib/connections/queries"],
  ["sign-in knows no route", "lib/auth/options.ts", "lib/server/viewer-route"],
  ["the action builder knows no domain", "lib/server/viewer-action.ts", "lib/tickets/queries"],
  ["the action builder reads no database", "lib/server/viewer-action.ts", "lib/db/kysely"],
  ["a domain knows no route", "lib/tickets/queries.ts", "lib/server/viewer-route"],
  ["the outbox knows no viewer", "lib/submissions/decide.ts", "lib/auth/viewer"],
  ["a form's helper reads no database", "lib/forms/field-errors.ts", "lib/db/kysely"],
  ["the library imports no benchmark", "lib/tickets/queries.ts", "bench/engine/child"],
  ["pages import no benchmark", "app/page.tsx", "bench/engine/child"],
  ["a form's schema reads no database", "lib/tickets/schemas.ts", "lib/db/kysely"],
  ["the library imports no page", "lib/errors.ts", "app/theme"],
  ["scripts import no page", "scripts/migrate.ts", "app/theme"],
  ["tests import no page", "tests/helpers/database.ts", "app/theme"],
  ["the library imports no sandbox", "lib/providers/registry.ts", "sandbox/start"],
  ["pages import no sandbox", "app/page.tsx", "sandbox/start"],
  ["components import no sandbox", "components/ui/button.tsx", "sandbox/start"],
  [
    "a sandbox does not learn from the portal's code",
    "sandbox/start.ts",
    "lib/providers/hostup/schema",
  ],
];

const packages: [why: string, from: string, to: string][] = [
  ["a provider does not know the framework", "lib/providers/hostup/client.ts", "next/headers"],
  [
    "a provider does not know the framework's cache",
    "lib/providers/upsun/provider.ts",
    "next/cache",
  ],
  ["a provider opens no database of its own", "lib/providers/hostup/client.ts", "pg"],
  ["the mirror does not know the framework", "lib/mirror/sync/run-sync.ts", "next/headers"],
  ["components open no database", "components/ui/button.tsx", "pg"],
  ["components build no queries", "components/ui/button.tsx", "kysely"],
  ["a provider builds no queries", "lib/providers/hostup/client.ts", "kysely/helpers/postgres"],
];

const welcome: [why: string, from: string, code: string][] = [
  ["pages use components", "app/page.tsx", `export * from "@/components/ui/button";`],
  [
    "pages use queries",
    "app/(portal)/tickets/(list)/page.tsx",
    `export * from "@/lib/tickets/queries";`,
  ],
  [
    "route handlers use commands and the route builder",
    "app/api/health/route.ts",
    `export * from "@/lib/tickets/commands"; export * from "@/lib/server/viewer-route";`,
  ],
  [
    "the outbox's read side knows the viewer",
    "lib/submissions/queries.ts",
    `export * from "../auth/permissions";`,
  ],
  [
    "tests call route handlers",
    "tests/helpers/database.ts",
    `export * from "@/app/api/health/route";`,
  ],
  ["benchmarks use the library", "bench/engine/child.ts", `export * from "@/lib/db/kysely";`],
  ["pages ask who is there", "app/page.tsx", `export * from "@/lib/auth/viewer";`],
  [
    "components use components",
    "components/tickets/list/ticket-list.tsx",
    `export * from "@/components/ui/button";`,
  ],
  [
    "components use schemas",
    "components/tickets/list/ticket-list.tsx",
    `export * from "@/lib/tickets/schemas";`,
  ],
  [
    "components use the providers' forms",
    "components/tickets/list/ticket-list.tsx",
    `export * from "@/lib/providers/forms/registry";`,
  ],
  [
    "components use any type",
    "components/tickets/list/ticket-list.tsx",
    `export type * from "@/lib/providers/contract";`,
  ],
  [
    "a domain uses the registry",
    "lib/tickets/commands.ts",
    `export * from "../providers/registry";`,
  ],
  [
    "a domain starts a sync",
    "lib/connections/commands.ts",
    `export * from "../mirror/sync/run-sync";`,
  ],
  [
    "the registry knows every provider",
    "lib/providers/registry.ts",
    `export * from "./upsun/provider";`,
  ],
  [
    "a provider uses http and its own folder",
    "lib/providers/hostup/provider.ts",
    `export * from "./client"; export * from "@/lib/http/request";`,
  ],
  ["a provider uses its own form", "lib/providers/hostup/provider.ts", `export * from "./form";`],
  ["the seed uses the sandboxes", "prisma/seed.ts", `export * from "../sandbox/start";`],
  ["tests use the sandboxes", "tests/helpers/database.ts", `export * from "@/sandbox/start";`],
];

function relative(from: string, to: string): string {
  const found = path.posix.relative(path.posix.dirname(from), to);
  return found.startsWith(".") ? found : `./${found}`;
}

/** Each line imports the module in another way. */
function everyForm(from: string, to: string): string[] {
  return [
    `import * as byAlias from "@/${to}";`,
    `import * as byPath from "${relative(from, to)}";`,
    `export * from "@/${to}";`,
    `export const loadByAlias = () => import("@/${to}");`,
    `export const loadByPath = () => import("${relative(from, to)}");`,
    `export { byAlias, byPath };`,
  ];
}

async function refusedLines(file: string, lines: string[]): Promise<number[]> {
  const found = await refusals(file, lines.join("\n"));
  return found.filter((refusal) => refusal.rule === RULE).map((refusal) => refusal.line);
}

describe("forbidden: by alias or by path, static, dynamic or re-exported", () => {
  it.each(forbidden)("%s: %s may not import %s", async (_why, from, to) => {
    expect(await refusedLines(from, everyForm(from, to))).toEqual([1, 2, 3, 4, 5]);
  });

  it.each(packages)("%s: %s may not import %s", async (_why, from, to) => {
    const lines = [
      `import * as other from "${to}";`,
      `export const load = () => import("${to}");`,
      "export { other };",
    ];
    expect(await refusedLines(from, lines)).toEqual([1, 2]);
  });
});

describe("allowed", () => {
  it.each(welcome)("%s", async (_why, from, code) => {
    expect(await refusingRules(from, code)).not.toContain(RULE);
  });
});
