import { readFile } from "node:fs/promises";

import type { BrowserContext, Response } from "@playwright/test";

import { DEMO_PASSWORD } from "../../../prisma/people";
import { hostupAccounts, upsunAccounts } from "../../../sandbox/accounts";
import { TEST_SECRETS } from "../../../scripts/lib/test-secrets";
import type { TestPortal } from "./portal";

/** Whatever unlocks something, in a form that no other text has. */
const SHORTEST = 10;
/** A file's bytes are the sender's own. */
const UNREAD_TABLES = new Set(["file_piece"]);

/** Of services that single tests start. */
const ownSecrets = new Set<string>();

/** Has all further checks look for these too. */
export function watchSecrets(secrets: readonly string[]): void {
  for (const secret of secrets) ownSecrets.add(secret);
}

function credentialsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "key" in value && typeof value.key === "string" ? [value.key] : [];
  return [...own, ...Object.values(value).flatMap(credentialsIn)];
}

/** Returns the secrets that are typed, checked or signed with in every journey. */
export function knownSecrets(): string[] {
  return [
    DEMO_PASSWORD,
    ...Object.values(TEST_SECRETS),
    ...ownSecrets,
    ...credentialsIn(hostupAccounts),
    ...credentialsIn(upsunAccounts),
  ].filter((secret) => secret.length >= SHORTEST);
}

/** Secrets in links and codes that the portal has emailed. */
async function mailedSecrets({ mail }: TestPortal): Promise<string[]> {
  const messages = await mail.messages();
  return messages.flatMap(({ text }) =>
    [...text.matchAll(/https?:\/\/\S+\/([\w-]{43})\b/g)].map(([, token]) => token ?? ""),
  );
}

/** Throws if a secret of this portal's journeys is in its database or its log. */
export async function assertNothingLeaked(portal: TestPortal): Promise<void> {
  const secrets = [...new Set([...knownSecrets(), ...(await mailedSecrets(portal))])];
  const found: string[] = [];
  const tables = await portal.query(
    `SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
     WHERE table_schema IN ('public', 'pgboss') AND table_type = 'BASE TABLE'`,
  );
  for (const { schema, name } of tables) {
    if (UNREAD_TABLES.has(String(name))) continue;
    const [row] = await portal.query(
      `SELECT string_agg(t::text, chr(10)) AS text FROM "${String(schema)}"."${String(name)}" t`,
    );
    found.push(...secretsIn(String(row?.text ?? ""), secrets, `the table ${String(name)}`));
  }
  found.push(...secretsIn(await readFile(portal.log, "utf8"), secrets, "the log"));
  if (found.length > 0) throw new Error(`Secrets have leaked:\n${found.join("\n")}`);
}

export function secretsIn(text: string, secrets: readonly string[], place: string): string[] {
  return secrets
    .filter((one) => text.includes(one))
    .map((one) => `${one.slice(0, 6)}… in ${place}`);
}

const READABLE = /^(text\/(html|plain|x-component)|application\/json)/;

/** Reads what the portal answers a browser, and remembers secrets in it. */
export class LeakWatch {
  private readonly pending = new Set<Promise<void>>();
  private readonly found = new Set<string>();

  constructor(
    context: BrowserContext,
    private readonly secrets: () => readonly string[],
  ) {
    context.on("response", (response) => {
      const check = this.check(response).catch(() => undefined);
      this.pending.add(check);
      void check.finally(() => this.pending.delete(check));
    });
  }

  async leaks(): Promise<string[]> {
    await Promise.race([
      Promise.all(this.pending),
      new Promise((resolve) => setTimeout(resolve, 2_000)),
    ]);
    return [...this.found];
  }

  private async check(response: Response): Promise<void> {
    if (!READABLE.test(response.headers()["content-type"] ?? "")) return;
    const place = new URL(response.url()).pathname;
    for (const leak of secretsIn(await response.text(), this.secrets(), place))
      this.found.add(leak);
  }
}
