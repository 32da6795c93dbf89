import {
  type AccountView,
  SandboxControl,
  type SandboxFile,
  type ServiceChange,
  type TicketView,
} from "../shared/control";
import { advanceHostup } from "./advance";
import { departmentName } from "./departments";
import { changeHostupService, serviceNamed } from "./services";
import { staffText } from "./staff-answers";
import type { HostupState, StoredHostupTicket, StoredMessage } from "./state";
import { agents, fillHostupText } from "./texts/index";
import { setStatus, storeFiledTicket, storeMessage, ticketsOf } from "./tickets";
import { ticketView } from "./view";

/** Fields of a stored ticket that a change sets directly; others are put over the answer as they are. */
const STORED = [
  "number",
  "subject",
  "body",
  "status",
  "priority",
  "departmentSlug",
  "departmentName",
  "createdAt",
  "updatedAt",
  "lastMessageAt",
  "ccEmails",
  "requesterName",
  "linkedServices",
];

export interface SandboxHostupFiling {
  requesterName: string;
  departmentSlug: string;
  subject: string;
  text: string;
  priority: string;
  service?: { kind: string; name: string };
  cc?: readonly string[];
  files?: readonly SandboxFile[];
}

export class HostupControl extends SandboxControl<HostupState> {
  accounts(): AccountView[] {
    const { accounts, keys, tickets } = this.context.state;
    return accounts.map(({ id, label }) => ({
      id,
      label,
      tickets: tickets.filter(({ accountId }) => accountId === id).length,
      keys: keys
        .filter(({ accountId }) => accountId === id)
        .map(({ key, label: name, scopes, revoked }) => ({
          key,
          label: name,
          scopes: [...scopes],
          revoked,
        })),
    }));
  }

  tickets(accountId?: string): TicketView[] {
    const { accounts } = this.context.state;
    return accounts
      .filter(({ id }) => accountId === undefined || id === accountId)
      .flatMap(({ id }) => ticketsOf(this.context, id).map(shown));
  }

  ticket(id: string): TicketView | undefined {
    const ticket = this.context.state.tickets.find((one) => one.id === id || one.number === id);
    return ticket && shown(ticket);
  }

  createTicket(accountId: string, fields: Record<string, unknown>): TicketView {
    const account = this.context.state.accounts.find(({ id }) => id === accountId);
    if (account === undefined) throw new Error(`There is no account ${accountId}.`);
    const ticket = storeFiledTicket(this.context, account, {
      departmentSlug: "general-web-hosting",
      subject: "Filed by telephone",
      message: "The customer called about this.",
    });
    return this.changeTicket(ticket.id, fields);
  }

  /** Files a ticket for one of the customer's people; returns its id. */
  fileTicket(accountId: string, filing: SandboxHostupFiling): string {
    const { service, files, requesterName, text, cc, ...fields } = filing;
    const account = this.context.state.accounts.find(({ id }) => id === accountId);
    if (account === undefined) throw new Error(`There is no account ${accountId}.`);
    const ticket = storeFiledTicket(this.context, account, {
      departmentSlug: fields.departmentSlug,
      subject: fields.subject,
      message: text,
      ccEmails: [...(cc ?? [])],
    });
    Object.assign(ticket, { requesterName, priority: fields.priority });
    if (service) ticket.linkedServices = [serviceNamed(this.context.state, accountId, service)];
    if (files) this.addFiles(ticket.id, files);
    this.context.changed();
    return ticket.id;
  }

  /** Adds a message of anybody, with its files, and moves the status as the provider does; returns its id. */
  addMessage(
    id: string,
    message: Pick<StoredMessage, "body" | "sender" | "senderName" | "encrypted"> & {
      files: readonly SandboxFile[];
    },
  ): string {
    const { files, ...written } = message;
    const ticket = this.find(id);
    const stored = storeMessage(this.context, ticket, written);
    if (files.length > 0) this.addFiles(id, files, stored.id);
    if (written.sender === "customer") setStatus(this.context, ticket, "customer_reply");
    if (written.sender === "staff") setStatus(this.context, ticket, "answered");
    this.context.changed();
    return stored.id;
  }

  editMessage(id: string, messageId: string, body: string): void {
    const ticket = this.find(id);
    messageOf(ticket, messageId).body = body;
    ticket.updatedAt = this.context.now().toISOString();
    this.context.changed();
  }

  /** Takes a message away, with its files. */
  removeMessage(id: string, messageId: string): void {
    const ticket = this.find(id);
    const removed = messageOf(ticket, messageId);
    ticket.messages = ticket.messages.filter((message) => message !== removed);
    ticket.attachments = ticket.attachments.filter(
      (attachment) => !removed.attachments.includes(attachment.id),
    );
    ticket.updatedAt = this.context.now().toISOString();
    this.context.changed();
  }

  /** Without a message, the files belong to the ticket. */
  addFiles(id: string, files: readonly SandboxFile[], messageId?: string): void {
    const ticket = this.find(id);
    const attachments = files.map((file) => ({ id: this.context.id("tatt"), ...file }));
    ticket.attachments.push(...attachments);
    if (messageId !== undefined)
      messageOf(ticket, messageId).attachments.push(...attachments.map((file) => file.id));
    ticket.updatedAt = this.context.now().toISOString();
    this.context.changed();
  }

  changeService(accountId: string, change: ServiceChange): void {
    changeHostupService(this.context, accountId, change);
    this.context.changed();
  }

  staffAnswer(id: string, text?: string): TicketView {
    const ticket = this.find(id);
    const earlier = ticket.messages.filter(({ sender }) => sender === "staff");
    const agent =
      earlier.at(-1)?.senderName ?? agents[Number(ticket.number) % agents.length] ?? agents[0];
    const values = {
      customer: ticket.requesterName?.split(" ")[0] ?? "there",
      agent: agent.split(" ")[0] ?? agent,
    };
    const body =
      text ??
      fillHostupText(
        staffText(`${ticket.subject ?? ""}\n${ticket.body ?? ""}`, earlier.length),
        values,
      );
    setStatus(this.context, ticket, "answered");
    storeMessage(this.context, ticket, {
      body,
      sender: "staff",
      senderName: agent,
      encrypted: false,
    });
    this.context.changed();
    return shown(ticket);
  }

  changeTicket(id: string, fields: Record<string, unknown>): TicketView {
    const ticket = this.find(id);
    ticket.updatedAt = this.context.now().toISOString();
    for (const [name, value] of Object.entries(fields)) {
      if (STORED.includes(name)) {
        ticket.extra = Object.fromEntries(
          Object.entries(ticket.extra).filter(([other]) => other !== name),
        );
        Object.assign(ticket, { [name]: value });
      } else ticket.extra[name] = value;
    }
    if (typeof fields.departmentSlug === "string" && fields.departmentName === undefined)
      ticket.departmentName = departmentName(fields.departmentSlug);
    this.context.changed();
    return shown(ticket);
  }

  deleteTicket(id: string): void {
    const ticket = this.find(id);
    this.context.state.tickets = this.context.state.tickets.filter((one) => one !== ticket);
    this.context.changed();
  }

  advance(): { batch: number; changed: string[] } {
    const { state } = this.context;
    const changed = advanceHostup(this.context, this);
    state.advances += 1;
    this.context.changed();
    return { batch: state.advances, changed };
  }

  /** HostUp's keys are used as they are: there is nothing to forget. */
  expireTokens(): void {}

  private find(id: string): StoredHostupTicket {
    const ticket = this.context.state.tickets.find((one) => one.id === id || one.number === id);
    if (ticket === undefined) throw new Error(`There is no ticket ${id}.`);
    return ticket;
  }
}

function messageOf(ticket: StoredHostupTicket, id: string): StoredMessage {
  const message = ticket.messages.find((one) => one.id === id);
  if (message === undefined) throw new Error(`There is no message ${id}.`);
  return message;
}

function shown(ticket: StoredHostupTicket): TicketView {
  return { id: ticket.id, account: ticket.accountId, ticket: structuredClone(ticketView(ticket)) };
}
