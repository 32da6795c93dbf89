import { actedBy } from "../auth/acted-by";
import type { Viewer } from "../auth/types";
import { requestSyncSoon } from "../connections/request-sync-soon";
import { AppError } from "../errors";
import { fieldErrorsOf } from "../forms/field-errors";
import { renderMessage } from "../i18n/message";
import { textsOf } from "../i18n/texts";
import { readTicketNow, type TicketReading } from "../mirror/read-ticket";
import { createSubmission } from "../submissions/create-submission";
import { reconcileConnection } from "../submissions/reconcile/reconcile-connection";
import type { AcceptedSubmission } from "../submissions/types";
import { ownTicket, ticketForAction } from "./own-ticket";

/** Accepts closing, reopening or solving one of the viewer's tickets. */
export async function actOnTicket(
  viewer: Viewer,
  input: { formKey: string; ticketId: string; action: "close" | "reopen" | "solve" },
): Promise<AcceptedSubmission> {
  const ticket = await ticketForAction(viewer, input.ticketId, input.action, input.formKey);
  return createAction(viewer, ticket, { formKey: input.formKey, kind: input.action, payload: {} });
}

/** Accepts a new list of collaborators, as a difference from the list shown. */
export async function setCollaborators(
  viewer: Viewer,
  input: { formKey: string; ticketId: string; ids: string[] },
): Promise<AcceptedSubmission> {
  const ticket = await ticketForAction(viewer, input.ticketId, "collaborators", input.formKey);
  const field = ticket.provider.form.fields.find(({ name }) => name === "collaborators");
  const parsed = field
    ? ticket.provider.form.schema.safeParse({
        subject: "-",
        message: "-",
        collaborators: input.ids.join("\n"),
      })
    : null;
  const { collaborators: problem } = fieldErrorsOf(parsed?.error?.issues ?? []);
  if (problem) throw new AppError("invalid", { fieldErrors: { collaborators: problem } });
  // As a difference, so that collaborators added meanwhile by others stay.
  const add = input.ids.filter((id) => !ticket.collaboratorIds.includes(id));
  const remove = ticket.collaboratorIds.filter((id) => !input.ids.includes(id));
  return createAction(viewer, ticket, {
    formKey: input.formKey,
    kind: "collaborators",
    payload: { add: [...new Set(add)].join("\n"), remove: remove.join("\n") },
  });
}

async function createAction(
  viewer: Viewer,
  ticket: { ticketId: string; organizationId: string; connectionId: string },
  intent: {
    formKey: string;
    kind: "close" | "reopen" | "solve" | "collaborators";
    payload: Record<string, string>;
  },
): Promise<AcceptedSubmission> {
  const { ticketId, organizationId, connectionId } = ticket;
  const row = await createSubmission({
    ...intent,
    actor: actedBy(viewer),
    organizationId,
    connectionId,
    ticketId,
    firstStep: "write",
  });
  return { submissionId: row.id, state: row.state };
}

export interface TicketRefresh extends Omit<TicketReading, "text"> {
  message?: string;
}

/**
 * Reads one of the viewer's tickets from its provider. A provider's failure is an outcome, not an
 * error.
 */
export async function refreshTicket(viewer: Viewer, ticketId: string): Promise<TicketRefresh> {
  const { connectionId } = await ownTicket(viewer, ticketId);
  await requestSyncSoon(connectionId);
  const reading = await readTicketNow(ticketId);
  if (reading.outcome === "changed" || reading.outcome === "unchanged")
    await reconcileConnection(connectionId);
  const { text, ...refresh } = reading;
  return { ...refresh, message: text && renderMessage(textsOf(viewer.language), text) };
}
