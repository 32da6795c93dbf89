import type { SandboxControl } from "../shared/control";
import { Random } from "../shared/random";
import type { HostupContext } from "./env";
import type { HostupState, StoredHostupTicket } from "./state";
import { setStatus, storeMessage, ticketsOf } from "./tickets";

type Change = (ticket: StoredHostupTicket) => void;

/** How many of each change one batch makes in an account. */
const SHARES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  northwind: { answer: 6, start: 3, hold: 2, close: 4, raise: 2, reply: 2, rename: 1, file: 2 },
  contoso: { answer: 2, close: 1, start: 1, raise: 1, file: 1 },
  "northwind-staging": { answer: 1, close: 1 },
};

const NEW_TICKETS = [
  [
    "email",
    "Autoreply for the holidays",
    "The customer asked by telephone how to set an autoreply for several mailboxes at once.",
    "low",
  ],
  [
    "vps",
    "Planned maintenance of your host node",
    "We need to restart the host of one of your servers. Please choose a time within the next ten days.",
    "medium",
  ],
  [
    "domain-names",
    "Contact data of your domains to be confirmed",
    "The registry asks for a confirmation of the owner\u2019s data. Please check it in the panel.",
    "high",
  ],
] as const;

/** Applies what some days at the provider bring. Which tickets are met depends on the batch alone. */
export function advanceHostup(
  context: HostupContext,
  control: SandboxControl<HostupState>,
): string[] {
  const changed: string[] = [];
  for (const [accountId, shares] of Object.entries(SHARES)) {
    const chance = new Random(9000 + context.state.advances * 17 + accountId.length);
    const left = chance.shuffled(ticketsOf(context, accountId).slice(0, 90));
    const changes = changesOf(context, control);
    for (const [name, count] of Object.entries(shares)) {
      for (let n = 0; n < count; n += 1) {
        if (name === "file") {
          changed.push(fileNew(control, accountId, n + context.state.advances));
          continue;
        }
        const [statuses, change] = changes[name] ?? [[], () => undefined];
        const at = left.findIndex((ticket) => statuses.includes(ticket.status));
        const ticket = at === -1 ? undefined : left.splice(at, 1)[0];
        if (ticket === undefined) continue;
        change(ticket);
        changed.push(ticket.id);
      }
    }
  }
  return changed;
}

function changesOf(
  context: HostupContext,
  control: SandboxControl<HostupState>,
): Readonly<Record<string, readonly [string[], Change]>> {
  const waiting = ["open", "customer_reply", "in_progress"];
  return {
    answer: [waiting, (ticket) => void control.staffAnswer(ticket.id)],
    start: [["open", "customer_reply"], (ticket) => setStatus(context, ticket, "in_progress")],
    hold: [waiting, (ticket) => setStatus(context, ticket, "on_hold")],
    close: [["answered", "on_hold"], (ticket) => closeQuietly(context, ticket)],
    raise: [
      [...waiting, "answered"],
      (ticket) =>
        void control.changeTicket(ticket.id, {
          priority: ticket.priority === "urgent" ? "high" : "urgent",
        }),
    ],
    reply: [["answered", "on_hold"], (ticket) => replyByMail(context, ticket)],
    rename: [
      [...waiting, "answered", "closed"],
      (ticket) =>
        void control.changeTicket(ticket.id, {
          subject: `${ticket.subject ?? "No subject"} [merged]`,
        }),
    ],
  };
}

function closeQuietly(context: HostupContext, ticket: StoredHostupTicket): void {
  storeMessage(context, ticket, {
    body: "This ticket was closed, since we did not hear from you for some days. A reply reopens it.",
    sender: "automation",
    senderName: null,
    encrypted: false,
  });
  setStatus(context, ticket, "closed");
}

function replyByMail(context: HostupContext, ticket: StoredHostupTicket): void {
  storeMessage(context, ticket, {
    body: "Thanks, we tried that today. It is better but not gone: about one request in fifty still fails. Can you look again?",
    sender: "customer",
    senderName: ticket.requesterName,
    encrypted: false,
  });
  setStatus(context, ticket, "customer_reply");
}

function fileNew(control: SandboxControl<HostupState>, accountId: string, n: number): string {
  const [departmentSlug, subject, body, priority] =
    NEW_TICKETS[n % NEW_TICKETS.length] ?? NEW_TICKETS[0];
  return control.createTicket(accountId, { departmentSlug, subject, body, priority }).id;
}
