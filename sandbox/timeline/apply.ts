import type { HostupControl } from "../hostup/control";
import type { UpsunControl } from "../upsun/control";
import { customerNamed } from "./people";
import type { ActOf, TimelineAct, TimelineAction } from "./types";

export interface TimelineControls {
  hostup: HostupControl;
  upsun: UpsunControl;
}

/**
 * Ids that the sandboxes gave to the timeline's tickets and messages. Code that files or replies through the portal
 * instead sets the id here.
 */
export interface TimelineIds {
  tickets: Map<string, string>;
  /** By `messageKey`. */
  messages: Map<string, string>;
}

export function newTimelineIds(): TimelineIds {
  return { tickets: new Map(), messages: new Map() };
}

export function messageKey(ticket: string, message: string): string {
  return `${ticket} ${message}`;
}

/** Performs one action at a sandbox whose clock stands at its time. Throws when the sandbox does not know the ticket. */
export function applyAction(
  action: TimelineAction,
  controls: TimelineControls,
  ids: TimelineIds,
): void {
  const act = withNumbers(action, controls, ids);
  if (action.provider === "hostup") applyAtHostup({ ...action, act }, controls.hostup, ids);
  else applyAtUpsun({ ...action, act }, controls.upsun, ids);
}

/** The act with `{#key}` in its texts replaced by the number of that ticket. */
export function withNumbers(
  { act, provider }: TimelineAction,
  controls: TimelineControls,
  ids: TimelineIds,
): TimelineAct {
  const filled = (text: string) =>
    text.replace(/\{#([^}]+)\}/g, (_, key: string) => {
      const id = ticketId(ids, key);
      return provider === "upsun" ? id : String(controls.hostup.ticket(id)?.ticket.number ?? id);
    });
  return {
    ...act,
    ...("text" in act && { text: filled(act.text) }),
    ...("subject" in act && { subject: filled(act.subject) }),
  } as TimelineAct;
}

function applyAtHostup(
  { account, ticket, act }: TimelineAction,
  control: HostupControl,
  ids: TimelineIds,
): void {
  if (act.kind === "service") return control.changeService(account, act);
  if (act.kind === "filed") {
    const { by, category, ...filed } = act;
    const requesterName = customerNamed(by).name;
    const filing = { ...filed, requesterName, departmentSlug: category };
    ids.tickets.set(ticket, control.fileTicket(account, filing));
    return;
  }
  const id = ticketId(ids, ticket);
  const message = (key: string) => messageId(ids, ticket, key);
  switch (act.kind) {
    case "customer":
    case "staff":
      ids.messages.set(
        messageKey(ticket, act.message),
        control.addMessage(id, {
          sender: act.kind,
          senderName: act.kind === "customer" ? customerNamed(act.by).name : act.by,
          body: act.text,
          encrypted: act.encrypted ?? false,
          files: act.files ?? [],
        }),
      );
      return;
    case "automation":
      ids.messages.set(
        messageKey(ticket, act.message),
        control.addMessage(id, {
          sender: "automation",
          senderName: null,
          body: act.text,
          encrypted: false,
          files: [],
        }),
      );
      return;
    case "edited":
      return control.editMessage(id, message(act.message), act.text);
    case "removed":
      return control.removeMessage(id, message(act.message));
    case "file":
      return control.addFiles(id, act.files, act.message && message(act.message));
    case "deleted":
      return control.deleteTicket(id);
    case "assignee":
      throw new Error("HostUp shows no assignee.");
    default:
      control.changeTicket(id, fieldOf(act));
  }
}

const SHARING: Readonly<Record<string, string>> = {
  open: "ts_accepted_by_platform",
  hold: "ts_accepted_by_platform",
  pending: "ts_returned_from_platform",
  solved: "ts_solved_by_platform",
  closed: "ts_solved_by_platform",
};

function applyAtUpsun(
  { account, ticket, act }: TimelineAction,
  control: UpsunControl,
  ids: TimelineIds,
): void {
  if (act.kind === "service") return control.changeProject(account, act);
  if (act.kind === "filed") {
    const { by, text, service, followUpOf, subject, priority, category, files } = act;
    const filed = control.fileTicket(account, {
      by,
      subject,
      description: text,
      priority,
      category,
      files: files ?? [],
      ...(service && { project: service.name }),
      ...(followUpOf !== undefined && { followUpOf: ticketId(ids, followUpOf) }),
    });
    ids.tickets.set(ticket, filed);
    return;
  }
  const id = ticketId(ids, ticket);
  const message = (key: string) => messageId(ids, ticket, key);
  switch (act.kind) {
    case "customer":
      ids.messages.set(
        messageKey(ticket, act.message),
        control.customerComment(id, { ...act, by: customerNamed(act.by).name }),
      );
      return;
    case "staff":
      ids.messages.set(messageKey(ticket, act.message), control.staffComment(id, act));
      return;
    case "automation":
      throw new Error("Upsun's automation changes a status and writes nothing.");
    case "edited":
      return control.editComment(id, message(act.message), act.text);
    case "removed":
      return control.removeComment(id, message(act.message));
    case "file":
      return control.addFiles(id, act.files);
    case "assignee":
      return control.assign(id, act.agent);
    case "deleted":
      return control.deleteTicket(id);
    case "status":
      control.changeTicket(id, {
        status: act.status,
        ...(SHARING[act.status] && { ticket_sharing_status: SHARING[act.status] }),
      });
      if (act.status === "solved")
        control.changeTicket(id, { resolution_time: control.ticket(id)?.ticket.updated });
      return;
    default:
      control.changeTicket(id, fieldOf(act));
  }
}

function fieldOf(act: ActOf<"status"> | ActOf<"priority"> | ActOf<"subject">): {
  [field: string]: string;
} {
  const { kind, ...field } = act;
  void kind;
  return field;
}

function ticketId(ids: TimelineIds, key: string): string {
  const id = ids.tickets.get(key);
  if (id === undefined) throw new Error(`The timeline's ticket ${key} is not filed.`);
  return id;
}

function messageId(ids: TimelineIds, ticket: string, key: string): string {
  const id = ids.messages.get(messageKey(ticket, key));
  if (id === undefined)
    throw new Error(`Message ${key} of the timeline's ticket ${ticket} is not written.`);
  return id;
}
