import type { SandboxKind } from "../shared/run";
import { completeComments } from "./comments";
import { UpsunControl } from "./control";
import { seedUpsun } from "./seed/seed";
import { mountUpsun } from "./server";
import { savedUpsunState, type UpsunState } from "./state";

const OVER = new Set(["closed", "solved", "deleted"]);

export const upsunKind: SandboxKind<UpsunState, UpsunControl> = {
  title: "Upsun sandbox",
  apiPath: "",
  saved: savedUpsunState,
  fresh: seedUpsun,
  control: (context, freshState) => {
    completeComments(context.state);
    return new UpsunControl(context, freshState);
  },
  mount: mountUpsun,
  answer: (control, ticketId) => {
    const ticket = control.ticket(ticketId);
    if (ticket !== undefined && !OVER.has(String(ticket.ticket.status)))
      control.staffAnswer(ticketId);
  },
};
