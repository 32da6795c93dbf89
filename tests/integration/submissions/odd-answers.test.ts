import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/sync-now";
import { processSubmission } from "@/lib/submissions/process-submission";
import { actOnTicket } from "@/lib/tickets/commands";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";
import {
  delivered,
  filed,
  forms,
  passTime,
  replied,
  submission,
} from "@/tests/helpers/submissions/submissions";

import { hostupAccounts, upsunAccounts } from "../../../sandbox/accounts";
import { useHostup, useUpsun } from "../mirror/accounts";

useTestDatabase();
const hostup = useHostup({ seed: "demo" });
const upsun = useUpsun({ seed: "demo" });
let viewer: Viewer;
let atHostup: string;
let atUpsun: string;

beforeAll(async () => {
  viewer = await makeViewer({ organizationId: await makeOrganization() });
  atHostup = await makeConnection(viewer, "hostup", hostupAccounts.northwind.key.key);
  atUpsun = await makeConnection(viewer, "upsun", upsunAccounts.northwind.key.key);
  await syncNow(viewer, { connectionId: atHostup });
});

beforeEach(() => {
  hostup.control.clearJournal();
  upsun.control.clearJournal();
  hostup.control.clearFaults();
  upsun.control.clearFaults();
});

const { filing: toHostup, reply } = forms(() => atHostup);
const { filing: toUpsun } = forms(() => atUpsun);
const values = { department: "vps", subject: "Site down", message: "Since 02:00." };
const openTicket = async () => {
  const [ticket] = await sql<{ id: string; external_id: string }>(
    "SELECT id, external_id FROM ticket WHERE connection_id = $1 AND status = 'open' LIMIT 1",
    [atHostup],
  );
  return ticket ?? { id: "", external_id: "" };
};

describe("a write that was accepted with an odd answer", () => {
  it("files at Upsun once, and is sent", async () => {
    upsun.control.addFault({
      kind: "answer",
      when: "after",
      method: "POST",
      path: "/tickets",
      body: { data: { ticket_id: "77", subject: 5, created: {}, status: [], tags: null } },
    });
    const sent = await filed(viewer, toUpsun());
    expect(sent).toMatchObject({ state: "sent", external_id: "77" });
    expect(upsun.control.journal()).toHaveLength(1);
  });

  it("replies at HostUp once, and is sent", async () => {
    const { id, external_id } = await openTicket();
    const body = { id: 12, sentAt: false, body: {}, sender: 3, attachments: "none" };
    hostup.control.addFault({
      kind: "answer",
      when: "after",
      status: 201,
      path: `*/${external_id}/messages`,
      body,
    });
    expect(await replied(viewer, reply(id))).toMatchObject({ state: "sent", external_id: "12" });
    expect(hostup.control.journal()).toHaveLength(1);
  });

  it.each([
    ["nothing", ""],
    ["an empty list", []],
    ["no ticket", { ok: true }],
  ])("closes at HostUp, and is sent, when the answer is %s", async (_name, body) => {
    const { id, external_id } = await openTicket();
    hostup.control.addFault({
      kind: "answer",
      when: "after",
      path: `*/${external_id}/actions/close`,
      body,
    });
    const { submissionId } = await actOnTicket(viewer, {
      formKey: crypto.randomUUID(),
      ticketId: id,
      action: "close",
    });
    expect(await delivered({ submissionId } as never)).toMatchObject({ state: "sent" });
    expect(await sql("SELECT status FROM ticket WHERE id = $1", [id])).toEqual([
      { status: "closed" },
    ]);
    expect(hostup.control.journal()).toHaveLength(1);
  });

  it("is looked for, found and never sent again when it names no identity", async () => {
    hostup.control.addFault({
      kind: "answer",
      when: "after",
      status: 201,
      method: "POST",
      path: "*/support/tickets",
      body: { id: [], subject: "Site down" },
    });
    const lost = await filed(viewer, toHostup({ values }));
    expect(lost.state).toBe("unknown");
    await passTime(1);
    await processSubmission(lost.id);
    const [entry] = hostup.control.journal();
    expect(await submission(lost.id)).toMatchObject({
      state: "sent",
      external_id: entry?.ids.ticketId,
    });
    expect(hostup.control.journal()).toHaveLength(1);
  });
});
