import { randomUUID } from "node:crypto";

import { afterAll, beforeAll } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { disconnect, renameConnection, replaceKey } from "@/lib/connections/commands";
import { syncNow } from "@/lib/connections/sync-now";
import { registerProvider } from "@/lib/providers/registry";
import { actOnTicket, refreshTicket, setCollaborators } from "@/lib/tickets/commands";
import { fileTicket } from "@/lib/tickets/filing/file-ticket";
import { filingChoices } from "@/lib/tickets/filing/filing-choices";
import { getTicket, listTickets } from "@/lib/tickets/queries";
import { resendFiles } from "@/lib/tickets/reply/resend-files";
import { sendReply } from "@/lib/tickets/reply/send-reply";
import { ticketFilters } from "@/lib/tickets/schemas";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeViewers, type Viewers } from "@/tests/helpers/people";
import { forms } from "@/tests/helpers/submissions/submissions";

export interface GuardedTicket extends Viewers {
  account: MemoryAccount;
  connectionId: string;
  ticketId: string;
  attachmentId: string;
}

/**
 * Mirrors one ticket of the owner's connection, with a file, an encrypted message that has a file,
 * and a field for staff only. Call it after `useTestDatabase`.
 */
export function useGuardedTicket(assign: (guarded: GuardedTicket) => void): void {
  const account = new MemoryAccount();
  let unregister = (): void => undefined;

  beforeAll(async () => {
    unregister = registerProvider(memoryProvider(account));
    const viewers = await makeViewers();
    const { owner } = viewers;
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
          senderId: null,
          senderName: "Jane",
          body: "the password is hunter2",
          encrypted: true,
          sentAt: null,
        },
      ],
      fields: { rack: "A1", secretRack: "B-inner" },
      raw: { messages: [{ id: "msg-1", body: "the password is hunter2", encrypted: true }] },
    });
    const connectionId = await makeConnection(owner, "memory", account.key);
    await syncNow(owner, { connectionId });
    const ticketId = (await listTickets(owner, ticketFilters.parse({}))).items[0]?.id ?? "";
    const files = (await getTicket(owner, ticketId))?.attachments ?? [];
    const { id: attachmentId = "" } = files.find(({ filename }) => filename === "log.txt") ?? {};
    assign({ ...viewers, account, connectionId, ticketId, attachmentId });
  });

  afterAll(() => unregister());
}

/** Every command that names a row by id, called as a viewer without access would. */
export const GUARDED_COMMANDS: Array<
  [string, (viewer: Viewer, ticket: GuardedTicket) => Promise<unknown>]
> = [
  ["refreshTicket", (viewer, { ticketId }) => refreshTicket(viewer, ticketId)],
  [
    "fileTicket",
    (viewer, { connectionId }) => fileTicket(viewer, forms(() => connectionId).filing()),
  ],
  ["sendReply", (viewer, { ticketId }) => sendReply(viewer, forms(() => "").reply(ticketId))],
  [
    "setCollaborators",
    (viewer, { ticketId }) =>
      setCollaborators(viewer, { formKey: randomUUID(), ticketId, ids: ["someone"] }),
  ],
  [
    "resendFiles",
    (viewer, { ticketId }) =>
      resendFiles(viewer, { formKey: randomUUID(), ticketId, files: ["any"] }),
  ],
  [
    "actOnTicket",
    (viewer, { ticketId }) =>
      actOnTicket(viewer, { formKey: randomUUID(), ticketId, action: "close" }),
  ],
  [
    "filingChoices",
    (viewer, { connectionId }) => filingChoices(viewer, { connectionId, values: {} }),
  ],
  ["syncNow", (viewer, { connectionId }) => syncNow(viewer, { connectionId })],
  [
    "replaceKey",
    (viewer, { account, connectionId }) =>
      replaceKey(viewer, { connectionId, credential: account.key }),
  ],
  [
    "renameConnection",
    (viewer, { connectionId }) => renameConnection(viewer, { connectionId, label: "Renamed" }),
  ],
  ["disconnect", (viewer, { connectionId }) => disconnect(viewer, { connectionId })],
];
