import { describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { db } from "@/lib/db/kysely";
import { readableBody } from "@/lib/mail/guard";
import type { MailBody } from "@/lib/mail/mail-body";
import type { TakenMail } from "@/lib/mail/mail-rows";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { mayReadTicket, ticketsAsReadBy } from "@/lib/notices/record/readable";
import { endMails } from "@/lib/notifications/unsubscribe/commands";
import { removeMember } from "@/lib/organizations/member-commands";

import { useTestDatabase } from "../../helpers/database";
import { useDeliveryScene } from "../../helpers/notifications/delivery-scene";
import { makeViewer } from "../../helpers/people";
import { sql } from "../../helpers/sql";

useTestDatabase();
const scene = useDeliveryScene();

const mayRead = async ({ userId }: Viewer = scene.person) =>
  (
    await ticketsAsReadBy(db(), userId)
      .where("t.id", "=", scene.tickets[0] ?? "")
      .select(mayReadTicket().as("mayRead"))
      .executeTakeFirst()
  )?.mayRead;
const makePrivate = () =>
  sql("INSERT INTO ticket_setting (ticket_id, is_private) VALUES ($1, true)", [scene.tickets[0]]);

describe("one of a private ticket's people", () => {
  it("reads it also after ending its mails", async () => {
    await makePrivate();
    await endMails({ userId: scene.person.userId, topic: `ticket:${scene.tickets[0]}` });
    expect(
      await sql("SELECT level FROM ticket_follow WHERE ticket_id = $1", [scene.tickets[0]]),
    ).toEqual([{ level: "mute" }]);
    expect(await mayRead()).toBe(true);
  });

  it("is nobody who only has a link to end its mails", async () => {
    await sql("DELETE FROM ticket_follow");
    await makePrivate();
    expect(await mayRead()).toBe(false);
    await endMails({ userId: scene.person.userId, topic: `ticket:${scene.tickets[0]}` });
    expect(await mayRead()).toBe(false);
  });

  it("is none of them any more after leaving and coming back", async () => {
    await makePrivate();
    const { organizationId, person, viewer } = scene;
    await removeMember(viewer, { organizationId, userId: person.userId });
    await sql("INSERT INTO membership (user_id, organization_id, role) VALUES ($1, $2, 'member')", [
      person.userId,
      organizationId,
    ]);
    expect(await mayRead()).toBe(false);
  });
});

describe("a mail that waited", () => {
  const body = (more: Partial<MailBody> = {}): MailBody => ({
    language: "en",
    subject: "S",
    paragraphs: ["P"],
    reason: "R",
    ...more,
  });
  const readable = (given: MailBody) =>
    readableBody(
      {
        guard_user_id: scene.person.userId,
        guard_organization_id: scene.organizationId,
        guard_ticket_id: null,
        recipient: scene.person.email,
      } as TakenMail,
      given,
    );

  it("about an account goes to managers only", async () => {
    expect(await readable(body({ needsManager: true }))).toBeNull();
    expect(await readable(body())).toMatchObject({ paragraphs: ["P"] });
    await sql("UPDATE membership SET role = 'manager' WHERE user_id = $1", [scene.person.userId]);
    expect(await readable(body({ needsManager: true }))).toMatchObject({ paragraphs: ["P"] });
    await sql("DELETE FROM membership WHERE user_id = $1", [scene.person.userId]);
    expect(await readable(body())).toBeNull();
  });
});

describe("a ticket that was opened elsewhere", () => {
  const notices = () => sql("SELECT detail FROM notice ORDER BY id");
  const open = async (id: string, subject: string) => {
    scene.account.put(id, { subject, openedAt: new Date(), updatedAt: new Date() });
    await syncConnection(scene.connectionId, { trigger: "person" });
  };

  it("is told apart from one that we may have filed ourselves", async () => {
    await sql(
      `INSERT INTO submission (id, form_key, user_id, organization_id, connection_id, kind, state, payload,
         payload_hash, sending_at)
       VALUES ('s', 'f', $1, $2, $3, 'create', 'unknown', '{"subject": "Disk full"}', '-', now())`,
      [scene.viewer.userId, scene.organizationId, scene.connectionId],
    );
    await open("t8", "Disk full ");
    expect(await notices()).toEqual([]);
    await open("t9", "Certificate expired");
    expect(await notices()).toEqual([{ detail: "opened_elsewhere" }]);
  });
});

it("ends mails of a ticket for staff whose reason for opening it has ended", async () => {
  await sql("DELETE FROM ticket_follow");
  await sql("DELETE FROM ticket_setting");
  const staff = await makeViewer({ role: "staff" });
  await sql("UPDATE organization SET asks_reason = true");
  expect(await mayRead(staff)).toBe(false);
  await endMails({ userId: staff.userId, topic: `ticket:${scene.tickets[0]}` });
  expect(await sql("SELECT level, user_id FROM ticket_follow")).toEqual([
    { level: "mute", user_id: staff.userId },
  ]);
  await sql("UPDATE organization SET asks_reason = false");
});
