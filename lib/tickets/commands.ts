import { fieldErrorsOf } from "../auth/field-errors";
import { ownOrganizations } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { sql } from "../db/sql";
import { AppError } from "../errors";
import { readTicketNow, type TicketReading } from "../mirror/read-ticket";
import { accept } from "../outbox/accept";
import { awaitSettled, deliver } from "../outbox/deliver";
import { settleUnknown } from "../outbox/settle-unknown";
import type { Intent, SubmissionRow } from "../outbox/submission";
import { findProvider } from "../providers/registry";
import { ownConnection } from "../connections/own-connection";

/** How an intent stands after an attempt to deliver it. Rejections are thrown, with the provider's words on the fields. */
export interface Filed {
  submissionId: string;
  state: "sent" | "unknown" | "sending";
  ticketId: string | null;
  message: string | null;
}

/** Files a ticket through one of the viewer's connections. Posting the same form again gives the same ticket. */
export async function fileTicket(viewer: Viewer, input: { formKey: string; connectionId: string; values: Record<string, string> }): Promise<Filed> {
  const connection = await ownConnection(viewer, input.connectionId);
  const provider = findProvider(connection.provider);
  if (!provider || connection.status === "disconnected") throw new AppError("connection_inactive");
  const parsed = provider.form.schema.safeParse(input.values);
  if (!parsed.success) throw new AppError("invalid", { fieldErrors: fieldErrorsOf(parsed.error.issues) });
  const known = new Set(provider.form.fields.map((field) => field.name));
  const values = Object.fromEntries(Object.entries(input.values).filter(([name]) => known.has(name)));
  return settle({ userId: viewer.userId, organizationId: connection.organizationId, connectionId: connection.id, formKey: input.formKey, kind: "create", ticketId: null, payload: values });
}

/** Sends a reply on one of the viewer's tickets. */
export async function sendReply(viewer: Viewer, input: { formKey: string; ticketId: string; message: string; encrypted: boolean }): Promise<Filed> {
  const ticket = await ownTicket(viewer, input.ticketId, "reply");
  return settle({ ...ticket, userId: viewer.userId, formKey: input.formKey, kind: "reply", payload: { message: input.message, encrypted: input.encrypted } });
}

/** Closes, reopens or solves one of the viewer's tickets. */
export async function actOnTicket(viewer: Viewer, input: { formKey: string; ticketId: string; action: "close" | "reopen" | "solve" }): Promise<Filed> {
  const ticket = await ownTicket(viewer, input.ticketId, input.action);
  return settle({ ...ticket, userId: viewer.userId, formKey: input.formKey, kind: input.action, payload: {} });
}

/** Reads one of the viewer's tickets from its provider now. A provider that fails is an outcome, not an error. */
export async function refreshTicket(viewer: Viewer, ticketId: string): Promise<TicketReading> {
  const { connectionId } = await ownTicket(viewer, ticketId);
  const reading = await readTicketNow(ticketId);
  if (reading.outcome === "changed" || reading.outcome === "unchanged") await settleUnknown(connectionId);
  return reading;
}

interface TicketRow {
  id: string;
  organization_id: string;
  connection_id: string;
  provider: string;
  status: string;
}

async function ownTicket(viewer: Viewer, ticketId: string, doing?: "reply" | "close" | "reopen" | "solve"): Promise<Pick<Intent, "organizationId" | "connectionId" | "ticketId">> {
  const [row] = await sql<TicketRow>(
    "SELECT id, organization_id, connection_id, provider, status FROM ticket WHERE id = $1 AND organization_id = ANY($2)",
    [ticketId, ownOrganizations(viewer)],
  );
  if (!row) throw new AppError("not_found");
  if (doing && !findProvider(row.provider)?.actionsFor(row.status).includes(doing)) {
    throw new AppError("conflict", { message: "The ticket does not allow this as it stands now. Reload to see how it stands." });
  }
  return { organizationId: row.organization_id, connectionId: row.connection_id, ticketId: row.id };
}

async function settle(intent: Intent): Promise<Filed> {
  const accepted = await accept(intent);
  const delivered = accepted.state === "queued" ? await deliver(accepted.id) : accepted;
  const row = delivered.state === "queued" || delivered.state === "sending" ? await awaitSettled(delivered.id) : delivered;
  if (row.state === "rejected") throw new AppError(row.error_code ?? "provider_invalid", { message: row.error_message ?? undefined, fieldErrors: row.field_errors ?? undefined });
  return { submissionId: row.id, state: stateOf(row), ticketId: row.ticket_id, message: row.error_message };
}

function stateOf(row: SubmissionRow): Filed["state"] {
  if (row.state === "sent") return "sent";
  return row.state === "queued" || row.state === "sending" ? "sending" : "unknown";
}
