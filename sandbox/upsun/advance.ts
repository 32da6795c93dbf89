import type { SandboxControl } from "../shared/control";
import { Random } from "../shared/random";
import type { UpsunContext } from "./env";
import type { UpsunState } from "./state";
import { wireTime } from "./wire-time";

/** How many of each change one batch makes in an account. */
const SHARES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  northwind: { answer: 3, take: 1, solve: 2, close: 2, raise: 1, hold: 1, file: 1 },
  contoso: { answer: 1, solve: 1, close: 1 },
  "northwind-staging": { answer: 1 },
};

const FROM: Readonly<Record<string, readonly string[]>> = {
  answer: ["new", "open"],
  take: ["new", "pending"],
  solve: ["open", "pending", "hold"],
  close: ["solved"],
  raise: ["new", "open", "pending", "hold", "solved"],
  hold: ["open", "pending", "new"],
};

/** Applies what some days at the provider bring. Which tickets are met depends on the batch alone. */
export function advanceUpsun(context: UpsunContext, control: SandboxControl<UpsunState>): string[] {
  const changed: string[] = [];
  const resolved = wireTime(context.now());
  const change: Readonly<Record<string, (id: string) => unknown>> = {
    answer: (id) => control.staffAnswer(id),
    take: (id) =>
      control.changeTicket(id, {
        status: "open",
        ticket_sharing_status: "ts_accepted_by_platform",
      }),
    solve: (id) =>
      control.changeTicket(id, {
        status: "solved",
        resolution_time: resolved,
        ticket_sharing_status: "ts_solved_by_platform",
      }),
    close: (id) => control.changeTicket(id, { status: "closed" }),
    raise: (id) =>
      control.changeTicket(id, {
        priority: control.ticket(id)?.ticket.priority === "high" ? "normal" : "high",
        has_incidents: true,
      }),
    hold: (id) => control.changeTicket(id, { status: "hold" }),
  };
  for (const [accountId, shares] of Object.entries(SHARES)) {
    const chance = new Random(8100 + context.state.advances * 13 + accountId.length);
    const left = chance.shuffled(control.tickets(accountId).slice(0, 60));
    for (const [name, count] of Object.entries(shares)) {
      for (let n = 0; n < count; n += 1) {
        if (name === "file") {
          changed.push(fileNew(control, accountId));
          continue;
        }
        const at = left.findIndex(({ ticket }) => FROM[name]?.includes(String(ticket.status)));
        const found = at === -1 ? undefined : left.splice(at, 1)[0];
        if (found === undefined) continue;
        change[name]?.(found.id);
        changed.push(found.id);
      }
    }
  }
  return changed;
}

function fileNew(control: SandboxControl<UpsunState>, accountId: string): string {
  return control.createTicket(accountId, {
    subject: "Maintenance of your region next week",
    description:
      "The region of your project is updated on Wednesday between 02:00 and 04:00 UTC. Environments are redeployed one after another; a short interruption is possible.",
    category: "general_question",
    type: "task",
    status: "open",
  }).id;
}
