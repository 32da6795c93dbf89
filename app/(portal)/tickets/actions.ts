"use server";

import { randomUUID } from "node:crypto";
import { refresh } from "next/cache";
import { after } from "next/server";
import { viewerAction } from "@/lib/auth/action";
import { syncNow } from "@/lib/connections/commands";
import { filingChoicesInput } from "@/lib/connections/schemas";
import { actOnTicket, fileTicket, refreshTicket, sendReply } from "@/lib/tickets/commands";
import { filingChoices } from "@/lib/tickets/filing";
import { actionInput, fileTicketInput, replyInput, ticketIdInput } from "@/lib/tickets/schemas";

export const fileTicketAction = viewerAction("file a ticket", fileTicketInput, async (viewer, input) => {
  const filed = await fileTicket(viewer, input);
  // What else the account has meanwhile; nobody waits for it.
  after(() => syncNow(viewer, { connectionId: input.connectionId }, "filing"));
  return filed;
});

export const filingChoicesAction = viewerAction("read filing choices", filingChoicesInput, filingChoices);

export const sendReplyAction = viewerAction("send a reply", replyInput, async (viewer, input) => {
  const { state } = await sendReply(viewer, input);
  refresh();
  return { state, nextFormKey: randomUUID() };
});

export const actOnTicketAction = viewerAction("act on a ticket", actionInput, async (viewer, input) => {
  const { state } = await actOnTicket(viewer, input);
  refresh();
  return { state };
});

const READ = {
  changed: "Read just now: there is news.",
  unchanged: "Read just now: nothing new.",
  gone: "The provider has no such ticket any more.",
  failed: "The provider could not be read.",
};

export const syncTicketAction = viewerAction("sync a ticket", ticketIdInput, async (viewer, { ticketId }) => {
  const { outcome, message } = await refreshTicket(viewer, ticketId);
  refresh();
  return { message: message ?? READ[outcome], failed: outcome === "failed" };
});
