import { randomUUID } from "node:crypto";

import { beforeEach, describe, expect, it, vi } from "vitest";

import { loadSession } from "@/lib/auth/load-viewer";
import type { Viewer } from "@/lib/auth/types";
import { drainNotices } from "@/lib/jobs/notices";
import { readableBody } from "@/lib/mail/guard";
import type { TakenMail } from "@/lib/mail/mail-rows";
import { listNotifications } from "@/lib/notifications/queries";
import { noticeSettings } from "@/lib/notifications/settings/queries";
import { endMails } from "@/lib/notifications/unsubscribe/commands";
import { addWebhook } from "@/lib/notifications/webhooks/commands";
import { replayWebhook } from "@/lib/notifications/webhooks/send-again";
import { writeNote } from "@/lib/review/notes/commands";
import { listNotes } from "@/lib/review/notes/queries";
import { useTestDatabase } from "@/tests/helpers/database";
import { mailsTo } from "@/tests/helpers/mails";
import { useDeliveryScene } from "@/tests/helpers/notifications/delivery-scene";
import { currentViewer, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

vi.mock("@/lib/mail/is-mail-configured", () => ({ isMailConfigured: () => true }));

useTestDatabase();
const scene = useDeliveryScene();

const CANARY = "okapi";
let author: Viewer;
let colleague: Viewer;

beforeEach(async () => {
  await sql("DELETE FROM internal_note; DELETE FROM mail; DELETE FROM ticket_setting");
  await sql("DELETE FROM webhook");
  author = await makeViewer({ role: "staff" });
  colleague = await makeViewer({ role: "staff" });
});

const ticketId = () => scene.tickets[0] ?? "";
const mention = () =>
  writeNote(author, {
    ticketId: ticketId(),
    formKey: randomUUID(),
    body: `${CANARY} @${colleague.email} @${scene.person.email} @${author.email}`,
    mention: "",
  });
const deliver = () => drainNotices(Date.now() + 10_000);
const shownTo = async (viewer: Viewer) => (await listNotifications(viewer)).items;
const unread = async ({ session }: Viewer) => (await loadSession(session.id))?.unread;

describe("a mention in an internal note", () => {
  it("is shown and mailed to the colleague alone, without the note's text", async () => {
    await mention();
    await deliver();
    const [one, ...more] = await shownTo(colleague);
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      href: `/staff/tickets/${ticketId()}#notes`,
      sentence: "You were mentioned in an internal note",
      isUnread: true,
    });
    for (const viewer of [author, scene.person, scene.viewer])
      expect(await shownTo(viewer)).toEqual([]);
    const [mail] = await mailsTo(colleague.email);
    expect(mail?.paragraphs).toEqual(["You were mentioned in an internal note"]);
    expect(mail?.button?.url).toContain(`/staff/tickets/${ticketId()}#notes`);
    expect(mail?.reason).toContain("a colleague mentioned you");
    expect(JSON.stringify([one, mail])).not.toContain(CANARY);
    expect(await sql("SELECT DISTINCT recipient FROM mail")).toEqual([
      { recipient: colleague.email },
    ]);
  });

  it("reaches no webhook, not as a replay either", async () => {
    const manager = await makeViewer({ organizationId: scene.organizationId });
    const { webhookId } = await addWebhook(manager, {
      organizationId: scene.organizationId,
      url: "https://hooks.example/",
      kinds: null,
    });
    await mention();
    const period = { from: "2020-01-01T00:00", until: "2099-01-01T00:00" };
    expect(await replayWebhook(manager, { webhookId, ...period })).toMatchObject({ count: 0 });
    expect(await sql("SELECT id FROM webhook_delivery")).toEqual([]);
  });

  it("is read once the ticket's page has shown the notes, and is not mailed then", async () => {
    await mention();
    expect(await listNotes(colleague, ticketId())).toMatchObject({ reads: 1 });
    expect(await listNotes(colleague, ticketId())).toMatchObject({ reads: 0 });
    await deliver();
    expect(await mailsTo(colleague.email)).toEqual([]);
    expect((await shownTo(colleague)).map(({ isUnread }) => isUnread)).toEqual([false]);
  });

  it("is gone for a colleague who is no longer staff, though a member of the organization", async () => {
    await mention();
    await deliver();
    const [mail] = await mailsTo(colleague.email);
    const readable = () =>
      readableBody(
        {
          guard_user_id: colleague.userId,
          guard_organization_id: scene.organizationId,
          guard_ticket_id: ticketId(),
          recipient: colleague.email,
        } as TakenMail,
        mail ?? expect.fail("There is no mail."),
      );
    expect(await readable()).not.toBeNull();
    expect(await unread(colleague)).toBe(1);
    await mention();
    await sql("UPDATE \"user\" SET role = 'customer' WHERE id = $1", [colleague.userId]);
    await sql("INSERT INTO membership (user_id, organization_id, role) VALUES ($1, $2, 'member')", [
      colleague.userId,
      scene.organizationId,
    ]);
    expect(await readable()).toBeNull();
    const demoted = (await currentViewer(colleague.userId)) ?? expect.fail("No viewer.");
    expect(await shownTo(demoted)).toEqual([]);
    expect(await unread(colleague)).toBe(0);
    await sql("UPDATE notice_delivery SET due_at = now(), window_ends_at = NULL");
    await sql("UPDATE pgboss.job SET start_after = now()");
    await deliver();
    expect(await mailsTo(colleague.email)).toHaveLength(1);
  });

  it("on a private ticket is mailed without the subject", async () => {
    const [ticket] = await sql<{ subject: string }>("SELECT subject FROM ticket WHERE id = $1", [
      ticketId(),
    ]);
    await sql("INSERT INTO ticket_setting (ticket_id, is_private) VALUES ($1, true)", [ticketId()]);
    await mention();
    await deliver();
    const [mail] = await mailsTo(colleague.email);
    expect(mail?.paragraphs).toEqual(["You were mentioned in an internal note"]);
    expect(JSON.stringify(mail)).not.toContain(ticket?.subject);
    expect(await unread(colleague)).toBe(1);
  });

  it("can be chosen by staff, and ended by the link of its mail", async () => {
    const kinds = async (viewer: Viewer) =>
      (await noticeSettings(viewer)).kinds.filter(({ kind }) => kind === "noted");
    expect(await kinds(scene.person)).toEqual([]);
    expect(await kinds(colleague)).toMatchObject([{ in_app: true, mail: "now" }]);
    await endMails({ userId: colleague.userId, topic: `notes:${ticketId()}` });
    expect(await kinds(colleague)).toMatchObject([{ in_app: true, mail: "off" }]);
    await mention();
    await deliver();
    expect(await mailsTo(colleague.email)).toEqual([]);
  });
});
