import path from "node:path";

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { linkByPassword } from "@/lib/accounts/identities/link";
import { askByMail } from "@/lib/accounts/mail-sign-in/ask";
import { createToken } from "@/lib/accounts/tokens";
import { hashPassword } from "@/lib/auth/password";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { db } from "@/lib/db/kysely";
import { prisma } from "@/lib/db/prisma";
import { env } from "@/lib/env";
import type { AppError } from "@/lib/errors";
import type { VisitorForm } from "@/lib/server/visitor-action";
import { setRequestHeaders } from "@/tests/helpers/auth/request-mock";
import { useTestDatabase } from "@/tests/helpers/database";
import { mailsTo } from "@/tests/helpers/mails";
import { disableUser } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

vi.mock("next/headers", () => import("@/tests/helpers/auth/request-mock"));
const { afterwards } = vi.hoisted(() => ({ afterwards: [] as Array<() => Promise<void>> }));
vi.mock("next/server", async (original) => ({
  ...(await original<typeof import("next/server")>()),
  after: (work: () => Promise<void>) => afterwards.push(work),
}));

useTestDatabase();

const TRIES = Number(process.env.TRIES ?? 40);
/** Few tries on a busy machine differ more. */
const MAX_DIFFERENCE_MS = TRIES >= 1_000 ? 10 : 60;

const known = "jane@example.com";
const disabled = "gone@example.com";
const unknown = "nobody@example.com";
const origin = { address: "203.0.113.7", userAgent: "Tests", deviceToken: undefined };

const issuer = {
  id: "northwind",
  name: "Northwind",
  issuer: "https://northwind.example",
  clientId: "portal",
  clientSecret: "secret",
  domains: [] as string[],
  for: "customers" as const,
};

beforeAll(async () => {
  env().OIDC_ISSUERS = [issuer];
  const passwordHash = await hashPassword("three words or four");
  await prisma().user.create({ data: { email: known, name: "Jane", passwordHash } });
  const gone = await prisma().user.create({
    data: { email: disabled, name: "Gone", passwordHash },
  });
  await disableUser(gone.id);
});
const forget = () => sql("DELETE FROM rate_limit; DELETE FROM account_token; DELETE FROM mail");
beforeEach(async () => {
  afterwards.length = 0;
  await forget();
});
afterAll(forget);

async function askReset(email: string) {
  const form = new FormData();
  form.set("email", email);
  setRequestHeaders({
    "sec-fetch-site": "same-origin",
    "next-action": "1",
    "x-forwarded-host": "evil.example",
    host: "evil.example",
  });
  const actions = path.resolve("app/(auth)/login/reset/actions.ts");
  const { askResetAction } = (await import(actions)) as { askResetAction: VisitorForm };
  return askResetAction(null, form);
}

/** Without the right password. */
async function linkIssuer(email: string) {
  const data = { issuer: issuer.id, subject: email };
  const { token } = await createToken(db(), { kind: "link_identity", email, data });
  return linkByPassword(token, "a wrong password", origin).catch((error: unknown) => error);
}

const WAYS: Record<string, (email: string) => Promise<unknown>> = {
  "signing in with a password": (email) =>
    signInWithPassword({ email, password: "a wrong password" }, origin),
  "asking for a reset": askReset,
  "asking for a sign-in by mail": (email) =>
    askByMail({ email, next: undefined, language: "en" }, origin.address),
  "linking a sign-in at an issuer": linkIssuer,
};

const median = (times: number[]) => times.sort((a, b) => a - b)[times.length >> 1] ?? 0;

describe.each(Object.entries(WAYS))("%s", (_name, ask) => {
  it(`takes as long for a known address as for others, over ${TRIES} tries`, async () => {
    const times: Record<string, number[]> = { [known]: [], [disabled]: [], [unknown]: [] };
    for (let i = 0; i < TRIES; i++) {
      for (const [email, measured] of Object.entries(times)) {
        const start = performance.now();
        await ask(email);
        measured.push(performance.now() - start);
      }
      await sql("DELETE FROM rate_limit");
    }
    const medians = Object.values(times).map(median);
    expect(Math.max(...medians) - Math.min(...medians)).toBeLessThan(MAX_DIFFERENCE_MS);
  }, 600_000);
});

describe("linking a sign-in at an issuer", () => {
  it("is refused and limited in the same words, whether the address is known", async () => {
    const wordsFor = async (email: string) => {
      const refused: unknown[] = [];
      for (let i = 0; i < 4; i++) refused.push(await linkIssuer(email));
      await sql("UPDATE rate_limit SET points = points + 200");
      refused.push(await linkIssuer(email));
      await sql("DELETE FROM rate_limit");
      return refused.map((error) => {
        const { code, text, fieldErrors } = error as AppError;
        return { code, key: text.key, fieldErrors };
      });
    };
    const words = await wordsFor(known);
    expect(words.map(({ code }) => code)).toEqual([...Array(4).fill("invalid"), "throttled"]);
    expect(await wordsFor(disabled)).toEqual(words);
    expect(await wordsFor(unknown)).toEqual(words);
  });
});

describe("a reset", () => {
  it("has the same answer for every address, and emails the known one only", async () => {
    const answers = [await askReset(known), await askReset(disabled), await askReset(unknown)];
    expect(answers[0]).toEqual({ ok: true, data: { next: "/login/reset?sent=1" } });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    await Promise.all(afterwards.map((work) => work()));
    expect(await sql("SELECT recipient FROM mail")).toEqual([{ recipient: known }]);
  });

  it("is limited in the same words, whether the address is known", async () => {
    const wordsFor = async (email: string) => {
      const first = JSON.stringify(await askReset(email));
      await sql("UPDATE rate_limit SET points = points + 2000");
      const beyond = JSON.stringify(await askReset(email));
      await sql("DELETE FROM rate_limit");
      return [first, beyond];
    };
    const words = await wordsFor(known);
    expect(words[1]).toContain("throttled");
    expect(await wordsFor(unknown)).toEqual(words);
  });

  it("has a link to the portal's own address, whatever host the request names", async () => {
    await askReset(known);
    await Promise.all(afterwards.map((work) => work()));
    const [mail] = await mailsTo(known);
    const portal = new URL(env().NEXTAUTH_URL ?? "http://localhost").origin;
    expect(mail?.button?.url).toMatch(new RegExp(`^${portal}/reset/[\\w-]{43}\\?lang=en$`));
    expect(JSON.stringify(mail)).not.toContain("evil");
  });
});
