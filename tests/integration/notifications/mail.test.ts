import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { fullTime } from "@/components/ui/time/format-time";
import type { Viewer } from "@/lib/auth/types";
import { db } from "@/lib/db/kysely";
import type { Language } from "@/lib/i18n/languages";
import { deliverMails } from "@/lib/mail/deliver-mails";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { mailChannel } from "@/lib/notifications/deliver/channels/mail";
import { markSensitive } from "@/lib/notifications/ticket-settings";
import type { TicketMessage } from "@/lib/providers/contract";

import {
  ConnectionCut,
  type MailCatcher,
  MailRefused,
  startMailCatcher,
} from "../../../sandbox/mail/catcher";
import type { CaughtMail } from "../../../sandbox/mail/message";
import { useTestDatabase } from "../../helpers/database";
import { type MemoryConnection, useMemoryConnection } from "../../helpers/memory-connection";
import { batchOf, ticketIdOf } from "../../helpers/notifications/batches";
import { disableUser, makeViewer } from "../../helpers/people";
import { sql } from "../../helpers/sql";

useTestDatabase();

let catcher: MailCatcher;
let source = "";
let beforeAccept: (mail: CaughtMail) => void;
let accepted: CaughtMail[];
let reader: Viewer;

beforeAll(async () => {
  catcher = await startMailCatcher({
    beforeAccept(mail, raw) {
      source = raw.toString();
      beforeAccept(mail);
      accepted.push(mail);
    },
  });
  process.env.SMTP_URL = catcher.smtpUrl;
});

let connection: MemoryConnection;
useMemoryConnection((made) => (connection = made), {
  clear: ["submission", "notice", "notification", "notice_delivery", "mail", "ticket_setting"],
});

afterAll(() => catcher.stop());

const later = () => new Date(Date.now() + 1_000);

/** Older messages are no news. */
const SENT_AT = new Date(Date.now() - 3_600_000);

const sentAt = (language: Language) =>
  fullTime(SENT_AT, { language, timeZone: "Europe/Stockholm" });
const message = (id: string, changes: Partial<TicketMessage> = {}): TicketMessage => ({
  externalId: id,
  sender: "staff",
  senderId: null,
  senderName: "Sven Support",
  body: `Words of ${id}`,
  encrypted: false,
  sentAt: SENT_AT,
  ...changes,
});

const OLD = message("old", { sentAt: new Date("2026-03-01T10:00:00Z") });

const sweep = async () =>
  expect(await syncConnection(connection.connectionId, { trigger: "person" })).toMatchObject({
    outcome: "complete",
  });

/** The provider adds messages to ticket t7. */
async function answer(...messages: TicketMessage[]): Promise<void> {
  const before = connection.account.tickets.get("t7")?.messages ?? [];
  connection.account.put("t7", {
    updatedAt: later(),
    lastMessageAt: later(),
    messageCount: before.length + messages.length,
    messages: [...before, ...messages],
  });
  await sweep();
}

const send = async (language?: Language) =>
  mailChannel.send(db(), await batchOf(reader, "t7", language));
const deliver = () => deliverMails(Date.now() + 10_000);
const lastMail = () => accepted.at(-1) ?? expect.fail("No mail came.");
const rows = () => sql("SELECT state, attempts, last_error FROM mail ORDER BY id");

beforeEach(async () => {
  accepted = [];
  beforeAccept = () => undefined;
  const { organizationId = "" } = connection.viewer.memberships[0] ?? {};
  reader = await makeViewer({ organizationId, membership: "reader" });
  connection.account.put("t7", { subject: "Disk <full>", messages: [OLD], messageCount: 1 });
  await sweep();
  await answer(message("new"));
});

describe("the mail of an answer", () => {
  it("quotes the new message, opens at it and ends with the reason", async () => {
    await send();
    expect(await deliver()).toEqual({ sent: 1, waiting: 0, failed: 0 });
    const { subject, text, html, to } = lastMail();
    expect([subject, to]).toEqual(["[#7] Disk <full>", reader.email]);
    expect(text).toContain("Sven Support answered");
    expect(text).toContain(`Sven Support, ${sentAt("en")}\n> Words of new`);
    expect(text).not.toContain("Words of old");
    expect(text).toContain(`http://127.0.0.1:9/tickets/${await ticketIdOf("t7")}#message-new`);
    expect(text.trim().split("\n").at(-1)).toBe(
      "You’re getting this email because you follow this ticket.",
    );
    expect(html).toContain('<blockquote lang="" dir="auto"');
    expect(html.match(/<p[^>]*>[^\n]*<\/p>/g)?.at(-1)).toContain("because you follow");
  });

  it("is threaded by its ticket and can be ended with one click", async () => {
    await send();
    await deliver();
    await answer(message("newer"));
    await send();
    await deliver();
    const thread = `<ticket.${await ticketIdOf("t7")}@127.0.0.1>`;
    const [first, second] = accepted;
    expect(second?.subject).toBe(first?.subject);
    expect(second?.headers["message-id"]).not.toBe(first?.headers["message-id"]);
    for (const { headers } of accepted)
      expect(headers).toMatchObject({
        references: thread,
        "in-reply-to": thread,
        "list-id": expect.stringMatching(/^<[0-9a-z]{26}\.tickets\.127\.0\.0\.1>$/) as string,
        "list-unsubscribe-post": "List-Unsubscribe=One-Click",
        "auto-submitted": "auto-generated",
        "x-auto-response-suppress": "All",
      });
    expect(source).toMatch(
      /^List-Unsubscribe: <http:\/\/127\.0\.0\.1:9\/api\/unsubscribe\/[\w-]+>\r$/m,
    );
  });

  it("is in its reader's language and zone", async () => {
    await send("sv");
    await deliver();
    expect(lastMail().html).toContain('<html lang="sv">');
    expect(lastMail().text).toContain("Sven Support svarade");
    expect(lastMail().text).toContain(sentAt("sv"));
    expect(lastMail().text).not.toMatch(/answered|Open in|Unsubscribe|because/);
  });

  it("holds no encrypted message, and nothing of a sensitive ticket", async () => {
    await answer(message("secret", { body: "canary", encrypted: true }));
    await send();
    await deliver();
    expect(lastMail().text).toContain("An encrypted message is only shown in Ticketbridge.");
    expect(`${lastMail().text}${lastMail().html}`).not.toContain("canary");
    const ticketId = await ticketIdOf("t7");
    await markSensitive(connection.viewer, { ticketId, isSensitive: true });
    await send();
    await deliver();
    expect(lastMail().subject).toBe("[#7] Ticket at Memory Hosting");
    expect(lastMail().text).toContain("marked as sensitive");
    expect(`${lastMail().text}${lastMail().html}`).not.toMatch(/Words of|Disk/);
    await markSensitive(connection.viewer, { ticketId, isSensitive: false });
    await send();
    await markSensitive(connection.viewer, { ticketId, isSensitive: true });
    await deliver();
    expect(`${lastMail().text}${lastMail().html}`).not.toContain("Words of");
    await markSensitive(connection.viewer, { ticketId, isSensitive: false });
    await send();
    await deliver();
    expect(lastMail().subject).toBe("[#7] Disk <full>");
    expect(lastMail().text).toContain("Words of new");
  });

  it("is no longer than ten messages of 4,000 characters, and says so", async () => {
    const many = Array.from({ length: 12 }, (_, number) => message(`m${number}`));
    await answer(message("long", { body: "x".repeat(5_000) }), ...many);
    await send();
    await deliver();
    const { text } = lastMail();
    expect(text.match(/^> Words of/gm)).toHaveLength(9);
    expect(text.match(/x+…/)?.[0]).toHaveLength(4_001);
    expect(text).toContain("There are 4 more new messages in Ticketbridge.");
    expect(text).toContain("Long messages are shortened here.");
  });

  it("shows a provider's words as words", async () => {
    await answer(message("evil", { body: '</blockquote><img src="x">\r\n-- \u0007\nend' }));
    await send();
    await deliver();
    expect(lastMail().html).toContain("&lt;/blockquote&gt;&lt;img");
    expect(lastMail().html).not.toContain("<img");
    expect(lastMail().text).toContain("> -- \n> end");
  });
});

describe("a mail that waits", () => {
  const letTimePass = () => sql("UPDATE mail SET next_at = now() - interval '1 s'");

  it.each([
    ["a refusal for now", () => new MailRefused(451, "Greylisted"), "451 Greylisted"],
    ["a connection cut after DATA", () => new ConnectionCut(), expect.any(String)],
  ])("is sent after %s, with its Message-ID", async (_name, error, said) => {
    const ids = new Set<string | undefined>();
    beforeAccept = ({ headers }) => {
      ids.add(headers["message-id"]);
      throw error();
    };
    await send();
    expect(await deliver()).toEqual({ sent: 0, waiting: 1, failed: 0 });
    expect(await rows()).toEqual([{ state: "waiting", attempts: 1, last_error: said }]);
    beforeAccept = ({ headers }) => void ids.add(headers["message-id"]);
    await letTimePass();
    expect(await deliver()).toEqual({ sent: 1, waiting: 0, failed: 0 });
    expect([accepted.length, ids.size]).toEqual([1, 1]);
  });

  it("ends with a refusal for good", async () => {
    beforeAccept = () => {
      throw new MailRefused(550, "No such user");
    };
    await send();
    expect(await deliver()).toEqual({ sent: 0, waiting: 0, failed: 1 });
  });

  it.each([
    [
      "left the organization",
      () => sql("DELETE FROM membership WHERE user_id = $1", [reader.userId]),
    ],
    ["was disabled", () => disableUser(reader.userId)],
    [
      "changed their address",
      () => sql(`UPDATE "user" SET email = 'new-' || email WHERE id = $1`, [reader.userId]),
    ],
    [
      "has an unverified address",
      () => sql(`UPDATE "user" SET email_verified_at = NULL WHERE id = $1`, [reader.userId]),
    ],
    [
      "may not see the ticket any more",
      async () =>
        sql("INSERT INTO ticket_setting (ticket_id, is_private) VALUES ($1, true)", [
          await ticketIdOf("t7"),
        ]),
    ],
    [
      "has read the ticket in the portal meanwhile",
      async () =>
        sql(
          `INSERT INTO notification (user_id, topic, organization_id, ticket_id, kinds, reason, count,
             first_notice_id, last_notice_id, last_at)
           SELECT $1, 'ticket:' || id, organization_id, id, '{answered}', 'follows', 1, 1, 1, now()
             FROM ticket WHERE id = $2
           ON CONFLICT (user_id, topic) DO UPDATE SET unread_since = NULL`,
          [reader.userId, await ticketIdOf("t7")],
        ),
    ],
  ])("is not sent to a person who %s", async (_name, change) => {
    beforeAccept = () => {
      throw new MailRefused(451, "Later");
    };
    await send();
    await deliver();
    await change();
    beforeAccept = () => undefined;
    await letTimePass();
    expect(await deliver()).toEqual({ sent: 0, waiting: 0, failed: 1 });
    expect(accepted).toEqual([]);
    expect(await rows()).toEqual([{ state: "failed", attempts: 2, last_error: "withheld" }]);
  });

  it("reaches a follower of a private ticket", async () => {
    const id = await ticketIdOf("t7");
    await sql("INSERT INTO ticket_setting (ticket_id, is_private) VALUES ($1, true)", [id]);
    await sql("INSERT INTO ticket_follow (ticket_id, user_id, level) VALUES ($1, $2, 'follow')", [
      id,
      reader.userId,
    ]);
    await send();
    expect(await deliver()).toMatchObject({ sent: 1 });
  });
});

describe("a summary", () => {
  const summarize = async (more: object = {}) => {
    const { person, ...topic } = await batchOf(reader, "t7");
    await mailChannel.sendDigest?.(db(), {
      person,
      topics: [topic],
      more: 0,
      isStorm: false,
      ...more,
    });
  };

  it("lists its topics, with a link to each and one way out of all", async () => {
    await summarize({ more: 2 });
    await deliver();
    const { subject, text, html, headers } = lastMail();
    expect(subject).toBe("Your digest from Ticketbridge");
    expect(text).toContain(
      "[#7] Disk <full>\n- Sven Support answered\nhttp://127.0.0.1:9/tickets/",
    );
    expect(text).toContain("2 more tickets and connections");
    expect(html).toContain("[#7] <bdi");
    expect(headers.references).toBeUndefined();
    expect(headers["list-unsubscribe"]).toContain("/api/unsubscribe/");
  });

  it("says that too much happened", async () => {
    await summarize({ isStorm: true });
    await deliver();
    expect(lastMail().text).toMatch(/^A lot happened in a short time/);
  });

  it("leaves out what may not be read any more, and itself without anything", async () => {
    const { person, ...topic } = await batchOf(reader, "t7");
    const gone = { ...topic, ticketId: "gone", topic: "ticket:gone" as const };
    await mailChannel.sendDigest?.(db(), {
      person,
      topics: [gone, topic],
      more: 0,
      isStorm: false,
    });
    await deliver();
    expect(lastMail().text.match(/^- /gm)).toHaveLength(1);
    await mailChannel.sendDigest?.(db(), { person, topics: [gone], more: 0, isStorm: false });
    expect(await deliver()).toEqual({ sent: 0, waiting: 0, failed: 1 });
  });
});

describe("a reply to a mail", () => {
  it("is refused with a sentence that helps", async () => {
    const { noReplies } = await import("../../../scripts/lib/portal-mail");
    const { createTransport } = await import("nodemailer");
    const strict = await startMailCatcher({ noReplies: noReplies("https://portal.example") });
    const reply = { from: "ann@example.com", to: "Portal@ticketbridge.example", text: "Hi" };
    await expect(createTransport(strict.smtpUrl).sendMail(reply)).rejects.toMatchObject({
      response:
        "550 5.7.1 Replies aren't read. Reply in Ticketbridge instead: https://portal.example",
    });
    await strict.stop();
  });
});
