import { departmentName, departments } from "./departments";
import type { HostupContext } from "./env";
import { HostupRefusal, invalid, notFound } from "./problem";
import type { HostupAccount, StoredHostupTicket, StoredMessage, StoredService } from "./state";

export interface NewTicket {
  departmentSlug: string;
  subject: string;
  message: string;
  priority?: string;
  ccEmails?: string[];
  context?: { serviceType: string; serviceId?: string };
}

const COOLDOWN_MS = 24 * 60 * 60_000;

/** Files a ticket as a customer does, checking what a schema cannot know. */
export function storeFiledTicket(
  context: HostupContext,
  account: HostupAccount,
  body: NewTicket,
): StoredHostupTicket {
  if (!departments.some(({ slug }) => slug === body.departmentSlug)) {
    throw invalid([
      {
        pointer: "/departmentSlug",
        detail: `There is no department ${body.departmentSlug}.`,
        code: "invalid_value",
      },
    ]);
  }
  const linkedServices = body.context ? [linkService(context, account, body.context)] : [];
  if (body.priority === "critical") spendCredit(context, account);

  const now = context.now().toISOString();
  const ticket: StoredHostupTicket = {
    id: context.id("tkt"),
    accountId: account.id,
    number: String(context.state.nextNumber),
    subject: body.subject,
    body: body.message,
    status: "open",
    priority: body.priority ?? "medium",
    departmentSlug: body.departmentSlug,
    departmentName: departmentName(body.departmentSlug),
    createdAt: now,
    updatedAt: now,
    lastMessageAt: now,
    ccEmails: body.ccEmails ?? [],
    requesterName: account.requesterName,
    linkedServices,
    attachments: [],
    messages: [],
    opening: "counted",
    order: context.now().getTime(),
    extra: {},
  };
  context.state.nextNumber += 1;
  context.state.tickets.push(ticket);
  return ticket;
}

/** Stores a message. A customer's message takes the uploads along that were pinned to the ticket. */
export function storeMessage(
  context: HostupContext,
  ticket: StoredHostupTicket,
  message: Pick<StoredMessage, "body" | "sender" | "senderName" | "encrypted">,
): StoredMessage {
  const now = context.now().toISOString();
  const pinned =
    message.sender === "customer"
      ? context.state.uploads.filter((upload) => upload.ticketId === ticket.id)
      : [];
  const attachments = pinned.map((upload) => ({
    id: context.id("tatt"),
    filename: upload.filename,
    mimeType: upload.contentType,
    data: upload.data,
  }));
  const stored: StoredMessage = {
    id: context.id("tmsg"),
    sentAt: now,
    ...message,
    attachments: attachments.map(({ id }) => id),
  };
  context.state.uploads = context.state.uploads.filter((upload) => !pinned.includes(upload));
  ticket.attachments.push(...attachments);
  ticket.messages.push(stored);
  ticket.lastMessageAt = now;
  ticket.updatedAt = now;
  return stored;
}

export function setStatus(
  context: HostupContext,
  ticket: StoredHostupTicket,
  status: string,
): void {
  ticket.status = status;
  ticket.updatedAt = context.now().toISOString();
}

const sorted = new WeakMap<
  StoredHostupTicket[],
  { length: number; byAccount: Map<string, StoredHostupTicket[]> }
>();

/** The newest first, which no reference promises. Large accounts are read page by page, so the order is remembered. */
export function ticketsOf(
  context: HostupContext,
  accountId: string,
): readonly StoredHostupTicket[] {
  const { tickets } = context.state;
  let known = sorted.get(tickets);
  if (known === undefined || known.length !== tickets.length) {
    known = { length: tickets.length, byAccount: new Map() };
    sorted.set(tickets, known);
  }
  let list = known.byAccount.get(accountId);
  if (list === undefined) {
    list = tickets
      .filter((ticket) => ticket.accountId === accountId)
      .sort((a, b) => b.order - a.order || (a.id < b.id ? -1 : 1));
    known.byAccount.set(accountId, list);
  }
  return list;
}

/** Sorts as text, the newest first. */
export function placeOf(ticket: StoredHostupTicket): string {
  return `${String(9_999_999_999_999 - ticket.order).padStart(13, "0")}.${ticket.id}`;
}

function spendCredit(context: HostupContext, account: HostupAccount): void {
  const now = context.now();
  const since =
    account.creditSpentAt === null ? Infinity : now.getTime() - Date.parse(account.creditSpentAt);
  if (since < COOLDOWN_MS) {
    const availableAt = new Date(now.getTime() + COOLDOWN_MS - since).toISOString();
    throw new HostupRefusal(409, "cooldown_active", {
      detail: `A support credit was used recently. The next one can be used at ${availableAt}.`,
      extensions: { availableAt },
    });
  }
  if (account.supportCredits < 1)
    throw new HostupRefusal(409, "no_support_credits", {
      detail: "The account has no support credits left.",
    });
  account.supportCredits -= 1;
  account.creditSpentAt = now.toISOString();
}

const PREFIXES: Readonly<Record<string, string>> = {
  domain: "dom_",
  vps: "vps_",
  hosting: "acct_",
};

function linkService(
  context: HostupContext,
  account: HostupAccount,
  asked: { serviceType: string; serviceId?: string },
): StoredService {
  const { serviceType, serviceId } = asked;
  const prefix = PREFIXES[serviceType];
  if (prefix === undefined || serviceId === undefined)
    return { serviceType, serviceId: null, serviceName: null, details: null };
  const pointer = "/context/serviceId";
  if (!serviceId.startsWith(prefix))
    throw invalid([
      {
        pointer,
        detail: `The id of a ${serviceType} begins with ${prefix}.`,
        code: "invalid_value",
      },
    ]);
  for (const inventory of context.state.inventories) {
    const found = describeService(inventory, serviceType, serviceId);
    if (found === undefined) continue;
    if (inventory.accountId === account.id) return found;
    throw new HostupRefusal(403, "forbidden", {
      detail: "The linked service does not belong to you.",
      errors: [{ pointer, detail: "The service does not belong to you.", code: "forbidden" }],
    });
  }
  const missing = notFound(`Service ${serviceId}`);
  throw new HostupRefusal(404, "not_found", {
    detail: missing.message,
    errors: [{ pointer, detail: "There is no such service.", code: "not_found" }],
  });
}

/** A service as tickets show it. `details` is free-form and differs by kind. */
export function describeService(
  inventory: HostupContext["state"]["inventories"][number],
  serviceType: string,
  serviceId: string,
): StoredService | undefined {
  const of = (name: string, details: Record<string, unknown>): StoredService => ({
    serviceType,
    serviceId,
    serviceName: name,
    details,
  });
  if (serviceType === "domain") {
    const domain = inventory.domains.find(({ id }) => id === serviceId);
    return (
      domain &&
      of(domain.name, {
        status: domain.serviceStatus.replace(/^./, (first) => first.toUpperCase()),
        autoRenew: domain.autoRenew,
      })
    );
  }
  if (serviceType === "vps") {
    const vps = inventory.vps.find(({ id }) => id === serviceId);
    return (
      vps &&
      of(vps.name, {
        status: vps.serviceStatus,
        planName: vps.billing.planName,
        ipAddress: vps.primaryIp,
      })
    );
  }
  const hosting = inventory.hosting.find(({ id }) => id === serviceId);
  return (
    hosting &&
    of(hosting.name, {
      status: hosting.serviceStatus,
      planName: hosting.planName,
      primaryDomain: hosting.primaryDomain,
      diskUsedMb: hosting.diskUsedMb,
    })
  );
}
