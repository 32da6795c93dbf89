import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { loadViewer } from "@/lib/auth/load-viewer";
import type { Viewer } from "@/lib/auth/types";
import { connectAccount, disconnect, replaceKey, syncNow } from "@/lib/connections/commands";
import { filingAccounts, listConnections } from "@/lib/connections/queries";
import { sql } from "@/lib/db/sql";
import { registerProvider } from "@/lib/providers/registry";
import { getReviewTicket, listAllTickets } from "@/lib/review/queries";
import {
  actOnTicket,
  fileTicket,
  refreshTicket,
  sendFilesAgain,
  sendReply,
  setCollaborators,
} from "@/lib/tickets/commands";
import { downloadAttachment } from "@/lib/tickets/detail/download-attachment";
import { filingChoices } from "@/lib/tickets/filing/filing-choices";
import { getTicket, listTickets } from "@/lib/tickets/queries";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeViewers } from "@/tests/helpers/people";

useTestDatabase();

const account = new MemoryAccount();
const filters = ticketFilters.parse({});
let owner: Viewer;
let member: Viewer;
let stranger: Viewer;
let outsider: Viewer;
let staff: Viewer;
let connectionId: string;
let ticketId: string;
let attachmentId: string;
let unregister = () => {};

beforeAll(async () => {
  unregister = registerProvider(memoryProvider(account));
  ({ owner, member, stranger, outsider, staff } = await makeViewers());
  account.put("m-1", {
    attachments: [
      {
        externalId: "f-1",
        messageExternalId: null,
        filename: "log.txt",
        mimeType: "text/plain",
        downloadUrl: "/f-1",
      },
      {
        externalId: "f-2",
        messageExternalId: "msg-1",
        filename: "secret.txt",
        mimeType: "text/plain",
        downloadUrl: "/f-2",
      },
    ],
    messages: [
      {
        externalId: "msg-1",
        sender: "customer",
        senderName: "Jane",
        body: "the password is hunter2",
        encrypted: true,
        sentAt: null,
      },
    ],
    fields: { rack: "A1", secretRack: "B-inner" },
    raw: { messages: [{ id: "msg-1", body: "the password is hunter2", encrypted: true }] },
  });
  connectionId = await makeConnection(owner, "memory", account.key);
  await syncNow(owner, { connectionId });
  ticketId = (await listTickets(owner, filters)).items[0]?.id ?? "";
  attachmentId = (await getTicket(owner, ticketId))?.attachments[0]?.id ?? "";
});

afterAll(() => unregister());

const form = () => ({
  formKey: randomUUID(),
  connectionId,
  values: { subject: "Hello", message: "Hello" },
  place: "new",
  files: [],
});

/** Everything that names a row by id, as an outsider would call it. */
const guarded: Array<[string, (viewer: Viewer) => Promise<unknown>]> = [
  ["refreshTicket", (viewer) => refreshTicket(viewer, ticketId)],
  ["fileTicket", (viewer) => fileTicket(viewer, form())],
  [
    "sendReply",
    (viewer) =>
      sendReply(viewer, {
        formKey: randomUUID(),
        ticketId,
        message: "Hello",
        encrypted: false,
        files: [],
        continues: false,
      }),
  ],
  [
    "setCollaborators",
    (viewer) => setCollaborators(viewer, { formKey: randomUUID(), ticketId, ids: ["someone"] }),
  ],
  [
    "sendFilesAgain",
    (viewer) => sendFilesAgain(viewer, { formKey: randomUUID(), ticketId, files: ["any"] }),
  ],
  [
    "actOnTicket",
    (viewer) => actOnTicket(viewer, { formKey: randomUUID(), ticketId, action: "close" }),
  ],
  ["filingChoices", (viewer) => filingChoices(viewer, { connectionId, values: {} })],
  ["syncNow", (viewer) => syncNow(viewer, { connectionId })],
  ["replaceKey", (viewer) => replaceKey(viewer, { connectionId, credential: account.key })],
  ["disconnect", (viewer) => disconnect(viewer, { connectionId })],
];

describe.each([
  ["another organization's manager", () => stranger],
  ["a person of no organization", () => outsider],
])("%s", (_who, viewer) => {
  it("sees nothing in the lists", async () => {
    expect((await listTickets(viewer(), filters)).items).toEqual([]);
    expect(
      (
        await listTickets(viewer(), {
          ...filters,
          organization: owner.memberships[0]?.organizationId,
        })
      ).items,
    ).toEqual([]);
    expect((await listTickets(viewer(), { ...filters, q: "Subject" })).items).toEqual([]);
    expect((await listTickets(viewer(), filters)).freshness).toEqual([]);
    expect(await listConnections(viewer())).toEqual([]);
    expect(await filingAccounts(viewer())).toEqual([]);
  });

  it("finds no ticket and no file under their ids", async () => {
    expect(await getTicket(viewer(), ticketId)).toBeNull();
    await expect(downloadAttachment(viewer(), attachmentId)).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it.each(guarded)("is told by %s that there is nothing", async (_name, call) => {
    const written = account.journal.length;
    await expect(call(viewer())).rejects.toMatchObject({ code: "not_found" });
    expect(account.journal).toHaveLength(written);
  });

  it("cannot connect an account to an organization that is not theirs", async () => {
    await expect(
      connectAccount(viewer(), {
        organizationId: owner.memberships[0]?.organizationId,
        provider: "memory",
        label: "Mine",
        credential: account.key,
      }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  it("has no staff view", async () => {
    await expect(listAllTickets(viewer(), filters)).rejects.toMatchObject({ code: "not_found" });
    await expect(getReviewTicket(viewer(), ticketId)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a member who is no manager", () => {
  it("reads and files, but does not touch connections", async () => {
    expect(await getTicket(member, ticketId)).not.toBeNull();
    await expect(
      connectAccount(member, { provider: "memory", label: "Mine", credential: account.key }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      replaceKey(member, { connectionId, credential: account.key }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(disconnect(member, { connectionId })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("has no staff view either", async () => {
    await expect(getReviewTicket(owner, ticketId)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("staff", () => {
  it("see every organization's tickets, and their look is logged", async () => {
    expect(
      (await listAllTickets(staff, filters)).items.map((item) => item.organizationName),
    ).toEqual(["Northwind"]);
    expect((await getReviewTicket(staff, ticketId))?.subject).toBe("Subject of m-1");
    expect(
      await sql("SELECT action, target_id FROM audit_entry WHERE actor_id = $1 ORDER BY id", [
        staff.userId,
      ]),
    ).toEqual([
      { action: "tickets.listed", target_id: "tickets" },
      { action: "ticket.viewed", target_id: ticketId },
    ]);
  });

  it("get files, but not those of encrypted messages", async () => {
    const [open, secret] = await sql<{ id: string }>(
      "SELECT id FROM attachment ORDER BY external_id",
    );
    expect(await new Response((await downloadAttachment(staff, open?.id ?? "")).body).text()).toBe(
      "bytes of f-1",
    );
    await expect(downloadAttachment(staff, secret?.id ?? "")).rejects.toMatchObject({
      code: "not_found",
    });
    expect(
      await new Response((await downloadAttachment(owner, secret?.id ?? "")).body).text(),
    ).toBe("bytes of f-2");
  });

  it("see the requests to the provider", async () => {
    expect((await getReviewTicket(staff, ticketId))?.requests).toMatchObject([
      { what: "Account read on request", outcome: "complete", message: null },
    ]);
  });

  it("do not see the text of encrypted messages, not in the raw record either", async () => {
    expect(JSON.stringify(await getReviewTicket(staff, ticketId))).not.toContain("hunter2");
    expect(JSON.stringify(await getTicket(owner, ticketId))).toContain("hunter2");
  });

  it("do not see it in the history either, when such a message changes", async () => {
    account.put("m-1", {
      messages: [
        {
          externalId: "msg-1",
          sender: "customer",
          senderName: "Jane",
          body: "the password is now okapi42",
          encrypted: true,
          sentAt: null,
        },
      ],
      updatedAt: new Date("2026-03-02T10:00:00Z"),
    });
    await syncNow(owner, { connectionId });
    const seen = JSON.stringify(await getReviewTicket(staff, ticketId));
    expect(seen).toContain("message_changed");
    expect(seen).not.toMatch(/hunter2|okapi42/);
  });

  it("do not see a text that was plain in older revisions and events, once its message is encrypted", async () => {
    const put = (body: string, encrypted: boolean, hour: number) =>
      account.put("m-1", {
        messages: [
          {
            externalId: "msg-9",
            sender: "customer",
            senderName: "Jane",
            body,
            encrypted,
            sentAt: null,
          },
        ],
        updatedAt: new Date(`2026-03-03T${hour}:00:00Z`),
      });
    for (const [body, encrypted, hour] of [
      ["tapir1", false, 10],
      ["tapir2", false, 11],
      ["tapir3", true, 12],
    ] as const) {
      put(body, encrypted, hour);
      await syncNow(owner, { connectionId });
    }
    const seen = JSON.stringify(await getReviewTicket(staff, ticketId));
    expect(seen).toContain("msg-9");
    expect(seen).not.toMatch(/tapir/);
  });

  it("see the provider's inner fields, which customers do not", async () => {
    expect(JSON.stringify((await getReviewTicket(staff, ticketId))?.details)).toContain("B-inner");
    expect(JSON.stringify(await getTicket(owner, ticketId))).not.toContain("B-inner");
  });

  it("cannot act for a customer", async () => {
    for (const [, call] of guarded)
      await expect(call(staff)).rejects.toMatchObject({ code: "not_found" });
  });

  it("leave an unknown ticket unknown", async () => {
    expect(await getReviewTicket(staff, "01ARZ3NDEKTSV4RRFFQ69G5FAV")).toBeNull();
  });
});

describe("a session", () => {
  it("ends when the account is disabled, is gone, or its version is raised", async () => {
    const [user] = await sql<{ session_version: number }>(
      'SELECT session_version FROM "user" WHERE id = $1',
      [owner.userId],
    );
    const version = user?.session_version ?? 0;
    expect(await loadViewer(owner.userId, version)).not.toBeNull();
    expect(await loadViewer(owner.userId, version + 1)).toBeNull();
    expect(await loadViewer("01ARZ3NDEKTSV4RRFFQ69G5FAV", version)).toBeNull();
    await sql('UPDATE "user" SET disabled_at = now() WHERE id = $1', [owner.userId]);
    expect(await loadViewer(owner.userId, version)).toBeNull();
    await sql('UPDATE "user" SET disabled_at = NULL WHERE id = $1', [owner.userId]);
  });
});

describe("the credential", () => {
  it("is nowhere in the database in clear, and in nothing that a viewer gets", async () => {
    const [row] = await sql<{ sealed_credential: string }>(
      "SELECT sealed_credential FROM connection WHERE id = $1",
      [connectionId],
    );
    expect(row?.sealed_credential).not.toContain(account.key);
    expect(
      Buffer.from(row?.sealed_credential.split(".").at(-1) ?? "", "base64url").toString(),
    ).not.toContain(account.key);
    for (const seen of [
      await listConnections(owner),
      await listTickets(owner, filters),
      await getReviewTicket(staff, ticketId),
    ])
      expect(JSON.stringify(seen)).not.toContain(account.key);
  });

  it("does not open in another connection's row", async () => {
    const second = await makeConnection(owner, "memory", account.key, "Second");
    await sql(
      "UPDATE connection SET sealed_credential = (SELECT sealed_credential FROM connection WHERE id = $1) WHERE id = $2",
      [connectionId, second],
    );
    expect(await syncNow(owner, { connectionId: second })).toMatchObject({
      outcome: "failed",
      message: "The stored credential cannot be opened. Replace the key.",
    });
  });

  it("is gone after disconnecting, while the tickets stay readable", async () => {
    await disconnect(owner, { connectionId });
    expect(
      await sql("SELECT status, sealed_credential FROM connection WHERE id = $1", [connectionId]),
    ).toEqual([{ status: "disconnected", sealed_credential: null }]);
    expect(await getTicket(owner, ticketId)).toMatchObject({ actions: [] });
    await expect(syncNow(owner, { connectionId })).rejects.toMatchObject({
      code: "connection_inactive",
    });
    await expect(fileTicket(owner, form())).rejects.toMatchObject({ code: "connection_inactive" });
  });

  it("saves nothing when the provider does not accept it", async () => {
    const before = await sql("SELECT count(*) FROM connection");
    await expect(
      connectAccount(owner, { provider: "memory", label: "Wrong", credential: "wrong" }),
    ).rejects.toMatchObject({
      code: "provider_unauthorized",
      fieldErrors: { credential: "The access code is not known." },
    });
    expect(await sql("SELECT count(*) FROM connection")).toEqual(before);
  });
});
