"use server";

import { refresh } from "next/cache";
import { after } from "next/server";

import { deliverSubmission } from "@/lib/jobs/submissions";
import { viewerAction } from "@/lib/server/viewer-action";
import { closeTickets } from "@/lib/tickets/close-tickets";
import { archiveTickets, markTicketsRead } from "@/lib/tickets/list/mark-tickets";
import {
  archiveTicketsInput,
  closeTicketsInput,
  markTicketsReadInput,
} from "@/lib/tickets/schemas";

export const markTicketsReadAction = viewerAction(
  "mark tickets as read",
  markTicketsReadInput,
  async (viewer, input) => {
    await markTicketsRead(viewer, input);
    refresh();
  },
);

export const archiveTicketsAction = viewerAction(
  "archive tickets",
  archiveTicketsInput,
  async (viewer, input) => {
    await archiveTickets(viewer, input);
    refresh();
  },
);

/** Answers once all are stored; they are sent afterwards, one after another. */
export const closeTicketsAction = viewerAction(
  "close tickets",
  closeTicketsInput,
  async (viewer, input) => {
    const closed = await closeTickets(viewer, input);
    after(async () => {
      for (const id of closed.submissionIds) await deliverSubmission(id);
    });
    refresh();
    return closed;
  },
);
