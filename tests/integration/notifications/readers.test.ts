import { afterEach, beforeEach, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { env } from "@/lib/env";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import type { TicketMessage } from "@/lib/providers/contract";
import { addApp } from "@/tests/helpers/auth/second-factor";
import { useTestDatabase } from "@/tests/helpers/database";
import { type MemoryConnection, useMemoryConnection } from "@/tests/helpers/memory-connection";
import { disableUser, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

let connection: MemoryConnection;
let organizationId: string;
let ticketId: string;
const people: Record<string, Viewer> = {};
useMemoryConnection((made) => (connection = made), { clear: ["notice", "notification"] });

const messages: TicketMessage[] = [];

async function sweep(): Promise<void> {
  await syncConnection(connection.connectionId, { trigger: "person" });
}

/** Returns the names of people notified of another answer. */
async function notifiedOfAnswer(): Promise<string[]> {
  await sql("DELETE FROM notification");
  messages.push({
    externalId: `m${messages.length}`,
    sender: "staff",
    senderId: null,
    senderName: null,
    body: "We look into it.",
    encrypted: false,
    sentAt: new Date(),
  });
  const at = new Date(Date.now() + messages.length);
  connection.account.put("t1", {
    messages: [...messages],
    messageCount: messages.length,
    updatedAt: at,
  });
  await sweep();
  const rows = await sql<{ user_id: string }>("SELECT user_id FROM notification");
  return Object.entries(people)
    .filter(([, { userId }]) => rows.some((row) => row.user_id === userId))
    .map(([name]) => name);
}

const everyone = ["reader", "member", "staff", "app"];

beforeEach(async () => {
  organizationId = connection.viewer.memberships[0]?.organizationId ?? "";
  messages.length = 0;
  connection.account.put("t1");
  await sweep();
  ticketId = (await sql<{ id: string }>("SELECT id FROM ticket"))[0]?.id ?? "";
  Object.assign(people, {
    reader: await makeViewer({ organizationId, membership: "reader" }),
    member: await makeViewer({ organizationId, membership: "member" }),
    staff: await makeViewer({ role: "staff" }),
    app: await makeViewer({ organizationId, membership: "member" }),
    disabled: await makeViewer({ organizationId }),
    stranger: await makeViewer({ organizationId: await makeOrganization("Contoso") }),
    outsider: await makeViewer(),
  });
  await disableUser(people.disabled?.userId ?? "");
  for (const { userId } of Object.values(people))
    await sql("INSERT INTO ticket_follow (ticket_id, user_id, level) VALUES ($1, $2, 'follow')", [
      ticketId,
      userId,
    ]);
});
afterEach(async () => {
  env().SECOND_FACTOR = "waived";
  await sql("UPDATE organization SET requires_second_factor = false");
});

it("notifies followers who may read the ticket, and no disabled ones", async () => {
  expect(await notifiedOfAnswer()).toEqual(everyone);
});

it("does not notify people who have left", async () => {
  await sql("DELETE FROM membership WHERE user_id = $1", [people.member?.userId]);
  expect(await notifiedOfAnswer()).toEqual(["reader", "staff", "app"]);
});

it("notifies only the people of a private ticket", async () => {
  await sql("INSERT INTO ticket_setting (ticket_id, is_private, owner_id) VALUES ($1, true, $2)", [
    ticketId,
    people.member?.userId,
  ]);
  await sql("UPDATE ticket_follow SET level = 'mute' WHERE user_id = $1", [people.reader?.userId]);
  await sql("DELETE FROM ticket_follow WHERE user_id IN ($1, $2)", [
    people.app?.userId,
    people.member?.userId,
  ]);
  await sql(
    `INSERT INTO organization_follow (organization_id, user_id, level)
     SELECT $1, user_id, 'all' FROM membership WHERE user_id IN ($2, $3)`,
    [organizationId, people.app?.userId, people.member?.userId],
  );
  expect(await notifiedOfAnswer()).toEqual(["member", "staff"]);
});

it("does not notify people whose organization or portal is locked", async () => {
  env().SECOND_FACTOR = "required";
  expect(await notifiedOfAnswer()).toEqual(["reader", "member", "app"]);
  await sql("UPDATE organization SET requires_second_factor = true");
  expect(await notifiedOfAnswer()).toEqual([]);
  if (people.app) await addApp(people.app);
  expect(await notifiedOfAnswer()).toEqual(["app"]);
});
