"use server";

import { countPersonUse } from "@/lib/auth/limits/person-rates";
import { viewerAction } from "@/lib/server/viewer-action";
import { knownTickets } from "@/lib/tickets/similar/known-tickets";
import { knownTicketsInput } from "@/lib/tickets/similar/schemas";

export const knownTicketsAction = viewerAction(
  "look for known tickets",
  knownTicketsInput,
  async (viewer, input) => {
    await countPersonUse(viewer, "known");
    return knownTickets(viewer, input);
  },
);
