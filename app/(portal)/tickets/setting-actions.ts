"use server";

import { refresh } from "next/cache";

import { followTicketInput, markSensitiveInput } from "@/lib/notifications/schemas";
import { followTicket, markSensitive } from "@/lib/notifications/ticket-settings";
import { viewerAction } from "@/lib/server/viewer-action";
import { ticketPrivacyInput } from "@/lib/tickets/privacy/schemas";
import { setTicketPrivacy } from "@/lib/tickets/privacy/set-privacy";

export const followTicketAction = viewerAction(
  "follow a ticket",
  followTicketInput,
  async (viewer, input) => {
    const followed = await followTicket(viewer, input);
    refresh();
    return followed;
  },
);

export const markSensitiveAction = viewerAction(
  "mark a ticket as sensitive",
  markSensitiveInput,
  async (viewer, input) => {
    const marked = await markSensitive(viewer, input);
    refresh();
    return marked;
  },
);

export const setTicketPrivacyAction = viewerAction(
  "change who sees a ticket",
  ticketPrivacyInput,
  async (viewer, input) => {
    const changed = await setTicketPrivacy(viewer, input);
    refresh();
    return changed;
  },
);
