import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { db, transaction } from "@/lib/db/kysely";
import { message } from "@/lib/i18n/message";
import { deliverMails } from "@/lib/mail/deliver-mails";
import { type NewMail, queueMail } from "@/lib/mail/queue-mail";

import { type MailCatcher, MailRefused, startMailCatcher } from "../../../sandbox/mail/catcher";
import type { CaughtMail } from "../../../sandbox/mail/message";
import { useTestDatabase } from "../../helpers/database";
import { startMailChild } from "../../helpers/mail/child";
import { sql } from "../../helpers/sql";

const KILLS = Number(process.env.MAIL_KILLS ?? 3);
const SECRET = "https://portal.example/link/canary-token";

useTestDatabase();

let catcher: MailCatcher;
let beforeAccept: (mail: CaughtMail) => void | Promise<void>;
let accepted: CaughtMail[];

beforeAll(async () => {
  catcher = await startMailCatcher({
    async beforeAccept(mail) {
      await beforeAccept(mail);
      accepted.push(mail);
    },
  });
  process.env.SMTP_URL = catcher.smtpUrl;
});

beforeEach(async () => {
  accepted = [];
  beforeAccept = () => undefined;
  await sql("DELETE FROM mail");
});

afterAll(() => catcher.stop());

const refuse = (code: number, text: string) => () => {
  throw new MailRefused(code, text);
};

function queue(more: Partial<NewMail> & { provider?: string } = {}): Promise<void> {
  const { provider = "Ann's <b>host</b>", ...given } = more;
  const text = message("connections.errors.keyRejected", { provider });
  return queueMail(db(), {
    kind: "test",
    to: "ann@example.com",
    language: "en",
    content: {
      subject: text,
      paragraphs: [text],
      button: { label: text, url: SECRET },
      code: "424242",
      reason: text,
    },
    ...given,
  });
}

const deliver = () => deliverMails(Date.now() + 10_000);
const rows = () =>
  sql<{ state: string; attempts: number; sealed_body: string | null; last_error: string | null }>(
    "SELECT state, attempts, sealed_body, last_error FROM mail ORDER BY id",
  );
const letTimePass = () =>
  sql("UPDATE mail SET next_at = now() - interval '1 s', lease_until = now() - interval '1 s'");

describe("a queued mail", () => {
  it("is sent once, marked as automatic, and its body is erased", async () => {
    await queue();
    expect(await deliver()).toEqual({ sent: 1, waiting: 0, failed: 0 });
    expect(await deliver()).toEqual({ sent: 0, waiting: 0, failed: 0 });
    expect(accepted).toHaveLength(1);
    expect(accepted[0]).toMatchObject({
      to: "ann@example.com",
      headers: {
        from: "Ticketbridge <portal@ticketbridge.example>",
        "auto-submitted": "auto-generated",
        "x-auto-response-suppress": "All",
      },
    });
    expect(accepted[0]?.text).toContain(SECRET);
    expect(accepted[0]?.html).toContain("Ann&#39;s &lt;b&gt;host&lt;/b&gt;");
    expect(await rows()).toEqual([
      { state: "sent", attempts: 1, sealed_body: null, last_error: null },
    ]);
  });

  it("is not sent when its transaction is rolled back", async () => {
    await transaction(async (on) => {
      await queueMail(on, {
        kind: "test",
        to: "ann@example.com",
        language: "en",
        content: {
          subject: message("errors.invalid"),
          paragraphs: [],
          reason: message("errors.invalid"),
        },
      });
      throw new Error("rolled back");
    }).catch(() => undefined);
    expect(await deliver()).toEqual({ sent: 0, waiting: 0, failed: 0 });
  });

  it("is written in its reader's language", async () => {
    await queue({ language: "sv" });
    await queue({ language: "en" });
    await deliver();
    const [sv, en] = ["sv", "en"].map((language) =>
      accepted.find(({ html }) => html.includes(`<html lang="${language}">`)),
    );
    expect(en?.text).toContain("rejected this account’s key");
    expect(sv?.text).not.toContain("rejected");
    expect(sv?.text).toMatch(/nyckel/);
  });

  it("lets no name add a header or a recipient", async () => {
    await queue({ provider: "X\r\nBcc: eve@example.com\r\n\r\n<p>" });
    await deliver();
    expect(accepted[0]?.to).toBe("ann@example.com");
    expect(accepted[0]?.headers.bcc).toBeUndefined();
    expect(accepted[0]?.subject).toContain("X Bcc: eve@example.com");
  });

  it("is tried again after a refusal for now, with the same Message-ID, 8 times at most", async () => {
    const ids = new Set<string | undefined>();
    beforeAccept = (mail) => {
      ids.add(mail.headers["message-id"]);
      throw new MailRefused(451, "Later");
    };
    await queue();
    for (let attempt = 1; attempt <= 7; attempt += 1) {
      expect(await deliver()).toMatchObject({ waiting: 1 });
      expect(await deliver()).toMatchObject({ waiting: 0 });
      expect(await rows()).toMatchObject([{ state: "waiting", last_error: "451 Later" }]);
      await letTimePass();
    }
    expect(await deliver()).toMatchObject({ failed: 1 });
    expect(await rows()).toMatchObject([{ state: "failed", attempts: 8, sealed_body: null }]);
    expect(ids.size).toBe(1);
  });

  it("fails at once where the server refuses it for good", async () => {
    beforeAccept = refuse(550, "No such user");
    await queue();
    expect(await deliver()).toEqual({ sent: 0, waiting: 0, failed: 1 });
    expect(await rows()).toEqual([
      { state: "failed", attempts: 1, sealed_body: null, last_error: "550 No such user" },
    ]);
  });

  it("costs the others nothing when its body cannot be opened", async () => {
    await queue();
    await sql("UPDATE mail SET sealed_body = 'v1.gone.AAAA.AAAA.AAAA'");
    await queue({ to: "bo@example.com" });
    expect(await deliver()).toEqual({ sent: 1, waiting: 1, failed: 0 });
    expect(accepted.map(({ to }) => to)).toEqual(["bo@example.com"]);
  });
});

describe("several processes", () => {
  it("send each email once, and log no secret, address or body", async () => {
    const child = await startMailChild();
    for (let number = 0; number < 12; number += 1) await queue({ to: `p${number}@example.com` });
    await queue({ to: "refused@example.com" });
    beforeAccept = ({ to }) => {
      if (to.startsWith("refused")) throw new MailRefused(550, `${to} is unknown`);
    };
    await Promise.all([deliver(), child.deliver(), deliver()]);
    const logged = await child.end();
    expect(accepted.map(({ to }) => to).toSorted()).toEqual(
      Array.from({ length: 12 }, (_, number) => `p${number}@example.com`).toSorted(),
    );
    expect(logged).not.toMatch(/canary-token|424242|example\.com|rejected this/);
  });

  it(`send an email again, with its Message-ID, after each of ${KILLS} kills between answer and commit`, async () => {
    await queue();
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const child = await startMailChild();
      beforeAccept = () => child.kill();
      expect(await child.deliver()).toBe("killed");
      await expect.poll(() => accepted.length).toBe(kill);
      beforeAccept = () => undefined;
      expect(await deliver()).toEqual({ sent: 0, waiting: 0, failed: 0 });
      await letTimePass();
    }
    expect(await deliver()).toMatchObject({ sent: 1 });
    const ids = new Set(accepted.map(({ headers }) => headers["message-id"]));
    expect([accepted.length, ids.size]).toEqual([KILLS + 1, 1]);
  });
});
