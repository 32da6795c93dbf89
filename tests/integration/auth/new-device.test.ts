import { beforeEach, describe, expect, it } from "vitest";

import { completeSignIn } from "@/lib/auth/sessions";
import type { SignInMethod } from "@/lib/auth/types";
import { unseal } from "@/lib/crypto/seal";
import { prisma } from "@/lib/db/prisma";
import { env } from "@/lib/env";
import { type MailBody, mailSealContext } from "@/lib/mail/mail-body";
import { useTestDatabase } from "@/tests/helpers/database";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
let userId: string;

beforeEach(async () => {
  env().SMTP_URL = "smtp://127.0.0.1:9";
  await sql("DELETE FROM mail");
  await sql('DELETE FROM "user"');
  const person = { email: "jane@example.com", name: "Jane", language: "sv" };
  const user = await prisma().user.create({ data: { ...person, timeZone: "Europe/Stockholm" } });
  userId = user.id;
});

const signIn = async (deviceToken?: string, method: SignInMethod = "password") => {
  const origin = { address: "203.0.113.7", userAgent: FIREFOX, deviceToken };
  return (await completeSignIn(userId, method, origin))?.deviceToken;
};

async function mails(): Promise<MailBody[]> {
  const rows = await prisma().mail.findMany({ orderBy: { id: "asc" } });
  return rows.map(({ id, recipient, kind, sealedBody }) => {
    expect([recipient, kind]).toEqual(["jane@example.com", "new_device"]);
    const body = unseal(sealedBody ?? "", mailSealContext(id), env().CREDENTIAL_KEYS);
    return JSON.parse(body) as MailBody;
  });
}

describe("a new device", () => {
  it("is told by email once: what, where and when, in the person's language and time zone", async () => {
    const first = await signIn();
    expect(await mails()).toEqual([]);
    const second = await signIn();
    await signIn(first);
    await signIn(second);
    const [told, ...more] = await mails();
    expect(more).toEqual([]);
    expect(told).toMatchObject({
      language: "sv",
      button: { url: `${process.env.NEXTAUTH_URL}/settings/security` },
    });
    const text = told?.paragraphs.join(" ") ?? "";
    expect(text).toContain("Firefox på Linux");
    expect(text).toContain("203.0.113.0/24");
    expect(text).not.toContain("203.0.113.7");
    expect(text).toMatch(/ CE(S)?T/);
  });

  it("is told to a person of before devices were remembered", async () => {
    await sql("UPDATE \"user\" SET created_at = now() - interval '2 days'");
    await signIn();
    expect(await mails()).toHaveLength(1);
  });

  it.each<SignInMethod>(["operator", "invitation"])(
    "is not told of a sign-in by %s",
    async (method) => {
      await signIn();
      await signIn(undefined, method);
      expect(await mails()).toEqual([]);
    },
  );

  it("is told to nobody where no mail is sent", async () => {
    env().SMTP_URL = undefined;
    await signIn();
    await signIn();
    expect(await mails()).toEqual([]);
  });
});
