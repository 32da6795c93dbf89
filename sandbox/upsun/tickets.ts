import type { z } from "@hono/zod-openapi";

import { Random } from "../shared/random";
import { categoriesFor, prioritiesFor } from "./choices";
import { assertSignedInFor, organizationsOf, ownSubscription, type UpsunContext } from "./env";
import { UpsunRefusal } from "./errors";
import type { updateTicketBody, upsunCreateTicketBody, UpsunTicketFilters } from "./schemas";
import type {
  SandboxUpsunProject,
  SandboxUpsunTicket,
  SandboxUpsunUser,
  StoredUpsunTicket,
} from "./state";
import { ticketFields } from "./ticket-fields";
import { wireTime } from "./wire-time";

const LARGEST_FILE = 20 * 1024 * 1024;

/** Files a ticket as a customer does, checking what a schema cannot know. */
export function storeFiledUpsunTicket(
  context: UpsunContext,
  user: SandboxUpsunUser,
  body: z.output<typeof upsunCreateTicketBody>,
): StoredUpsunTicket {
  const { state } = context;
  const project =
    body.subscription_id === undefined
      ? undefined
      : ownSubscription(context, user.accountId, body.subscription_id);
  const organization =
    body.organization_id === undefined
      ? undefined
      : organizationsOf(context, user.accountId).find(({ id }) => id === body.organization_id);
  if (body.organization_id !== undefined && organization === undefined)
    throw new UpsunRefusal(
      404,
      `/organization_id: there is no organization ${body.organization_id}.`,
    );
  assertSignedInFor(context, organization?.id);
  if (project && organization && project.organizationId !== organization.id)
    throw new UpsunRefusal(
      400,
      "/subscription_id: the subscription belongs to another organization.",
    );
  if (
    body.requester_id !== undefined &&
    !state.users.some(
      ({ id, accountId }) => id === body.requester_id && accountId === user.accountId,
    )
  ) {
    throw new UpsunRefusal(403, "/requester_id: you may not file for this user.");
  }
  if (
    body.category !== undefined &&
    !categoriesFor(project).some(({ id }) => id === body.category)
  ) {
    throw new UpsunRefusal(400, `/category: ${body.category} is not available for this plan.`);
  }
  if (
    body.priority !== undefined &&
    !prioritiesFor(project, body.category).some(({ id }) => id === body.priority)
  ) {
    throw new UpsunRefusal(
      400,
      `/priority: ${body.priority} is not available for this plan and category.`,
    );
  }
  if (body.followup_tid !== undefined)
    ownUpsunTicket(context, user.accountId, body.followup_tid, "/followup_tid: ");
  const files = body.attachments ?? [];
  if (files.some(({ data }) => Buffer.byteLength(data, "base64") > LARGEST_FILE))
    throw new UpsunRefusal(400, "/attachments: a file is larger than 20 MB.");

  const now = context.now();
  const id = state.nextTicketId;
  state.nextTicketId += 1;
  const about: SandboxUpsunProject | undefined =
    project ?? state.projects.find((one) => one.organizationId === organization?.id);
  const { attachments: _attachments, ...asked } = body;
  const stored: StoredUpsunTicket = {
    accountId: user.accountId,
    ticket: {
      ...ticketFields({
        id,
        created: now,
        chance: new Random(id),
        project: about,
        category: body.category,
        priority: body.priority ?? "normal",
      }),
      ...asked,
      status: "new",
      requester_id: body.requester_id ?? user.id,
      submitter_id: user.id,
      organization_id:
        body.organization_id ??
        about?.organizationId ??
        organizationsOf(context, user.accountId)[0]?.id,
      collaborator_ids: body.collaborator_ids ?? [],
    },
    comments: [],
    files: files.map(({ filename, data }) => ({ filename, data })),
  };
  state.tickets.push(stored);
  return stored;
}

const KEPT_IN_JOURNAL = 64 * 1024;

/** The request for the journal, with large files described instead of copied. */
export function journalBody(
  body: Pick<z.output<typeof upsunCreateTicketBody>, "attachments">,
): unknown {
  const describe = (file: { filename: string; data: string }) =>
    file.data.length <= KEPT_IN_JOURNAL
      ? file
      : { filename: file.filename, byteLength: Buffer.byteLength(file.data, "base64") };
  return body.attachments === undefined
    ? body
    : { ...body, attachments: body.attachments.map(describe) };
}

/** Applies a customer's change; false when there was nothing to change. */
export function updateTicket(
  context: UpsunContext,
  stored: StoredUpsunTicket,
  body: z.output<typeof updateTicketBody>,
): boolean {
  const { ticket } = stored;
  if (ticket.status === "closed")
    throw new UpsunRefusal(
      409,
      `Ticket ${ticket.ticket_id} is closed and cannot be changed. File a follow-up with followup_tid instead.`,
    );
  const before = Array.isArray(ticket.collaborator_ids) ? ticket.collaborator_ids.map(String) : [];
  const asked = body.collaborator_ids ?? [];
  const after =
    body.collaborator_ids === undefined
      ? before
      : [...new Set(body.collaborators_replace === true ? asked : [...before, ...asked])];
  const moved = body.status !== undefined && body.status !== ticket.status;
  const joined = after.length !== before.length || after.some((id) => !before.includes(id));
  if (!moved && !joined) return false;
  if (moved) ticket.status = body.status ?? ticket.status;
  if (moved && body.status === "solved") ticket.resolution_time = wireTime(context.now());
  ticket.collaborator_ids = after;
  ticket.updated = wireTime(context.now());
  return true;
}

export function ownUpsunTicket(
  context: UpsunContext,
  accountId: string,
  id: string,
  where = "",
): StoredUpsunTicket {
  const stored = context.state.tickets.find(
    (one) => one.accountId === accountId && String(one.ticket.ticket_id) === id,
  );
  if (stored === undefined || stored.ticket.status === "deleted")
    throw new UpsunRefusal(404, `${where}there is no ticket ${id}.`);
  return stored;
}

/** The caller's tickets that pass the filters, the newest first. A date means "since" that moment. */
export function findTickets(
  context: UpsunContext,
  accountId: string,
  filters: UpsunTicketFilters,
): SandboxUpsunTicket[] {
  const checks = checksOf(filters);
  const found: SandboxUpsunTicket[] = [];
  for (const stored of context.state.tickets) {
    if (stored.accountId === accountId && checks.every((passes) => passes(stored.ticket)))
      found.push(stored.ticket);
  }
  return found.reverse();
}

const EQUAL = [
  "ticket_id",
  "type",
  "priority",
  "status",
  "requester_id",
  "submitter_id",
  "assignee_id",
  "has_incidents",
] as const;
const DATES = ["created", "updated", "due"] as const;

/** One predicate for each given filter, as an account may have thousands of tickets. */
function checksOf(filters: UpsunTicketFilters): Array<(ticket: SandboxUpsunTicket) => boolean> {
  const equal = EQUAL.flatMap((field) => {
    const value = filters[`filter[${field}]`];
    const wanted = String(value);
    return value === undefined
      ? []
      : [(ticket: SandboxUpsunTicket) => String(ticket[field] ?? "") === wanted];
  });
  const since = DATES.flatMap((field) => {
    const value = filters[`filter[${field}]`];
    const from = Date.parse(value ?? "");
    return value === undefined
      ? []
      : [
          (ticket: SandboxUpsunTicket) =>
            typeof ticket[field] === "string" && Date.parse(ticket[field]) >= from,
        ];
  });
  const words = filters.search?.trim().toLowerCase();
  const search =
    words === undefined
      ? []
      : [
          (ticket: SandboxUpsunTicket) =>
            `${ticket.subject}\n${ticket.description}`.toLowerCase().includes(words),
        ];
  return [...equal, ...since, ...search];
}
