"use server";

import { refresh } from "next/cache";

import { followTicket } from "@/lib/notifications/commands";
import { followTicketInput } from "@/lib/notifications/schemas";
import { viewerAction } from "@/lib/server/viewer-action";

export const followTicketAction = viewerAction(
  "follow a ticket",
  followTicketInput,
  async (viewer, input) => {
    const followed = await followTicket(viewer, input);
    refresh();
    return followed;
  },
);
