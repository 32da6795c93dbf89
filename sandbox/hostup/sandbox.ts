import type { SandboxKind } from "../shared/run";
import { HostupControl } from "./control";
import { seedHostup } from "./seed/seed";
import { mountHostup } from "./server";
import { type HostupState, savedHostupState } from "./state";

export const hostupKind: SandboxKind<HostupState, HostupControl> = {
  title: "HostUp sandbox",
  apiPath: "/api/v2",
  saved: savedHostupState,
  fresh: seedHostup,
  control: (context, freshState) => new HostupControl(context, freshState),
  mount: mountHostup,
  answer: (control, ticketId) => {
    const ticket = control.ticket(ticketId);
    if (ticket !== undefined && ticket.ticket.status !== "closed") control.staffAnswer(ticketId);
  },
};
