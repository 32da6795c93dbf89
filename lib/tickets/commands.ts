import { ownOrganizations } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import {
  assertKeyAccepted,
  type ConnectionStatus,
  ownConnection,
} from "../connections/own-connection";
import { requestSyncSoon } from "../connections/request-sync-soon";
import { sql } from "../db/sql";
import { REPLY_FIELDS } from "../drafts/has-unsent-text";
import { removeDraft, type SentForm } from "../drafts/remove-draft";
import { restoreTextToDraft } from "../drafts/restore-draft";
import { AppError } from "../errors";
import { claimFiles } from "../files/claim-files";
import { fieldErrorsOf } from "../forms/field-errors";
import { readTicketNow, type TicketReading } from "../mirror/read-ticket";
import type { FileRules } from "../providers/forms/contract";
import { findProvider } from "../providers/registry";
import { type AlsoOnCreate, createSubmission } from "../submissions/create-submission";
import { decide, type Decision } from "../submissions/decide";
import { draftKeyOf } from "../submissions/draft-key";
import { reconcileConnection } from "../submissions/reconcile/reconcile-connection";
import { messageOf, type SubmissionRow } from "../submissions/submission";
import { assertCopiesWithinLimit } from "./filing/copy-limit";
import { ownTicket, ticketToMove } from "./own-ticket";
import { isStorable } from "./schemas";

/** An intent that is stored and will be delivered, by whoever is told so first: the caller, or else the queue. */
export interface Accepted {
  submissionId: string;
  state: SubmissionRow["state"];
}

export interface FilingInput {
  formKey: string;
  connectionId: string;
  values: Record<string, string>;
  place: string;
  files: string[];
  continues?: string;
}

/** Takes a new ticket for one of the viewer's connections. Posting the same form again gives the same submission. Nothing is sent yet. */
export async function fileTicket(viewer: Viewer, input: FilingInput): Promise<Accepted> {
  const connection = await ownConnection(viewer, input.connectionId);
  const provider = findProvider(connection.provider);
  if (!provider || connection.status === "disconnected") throw new AppError("connection_inactive");
  const mayNotSend = connection.status !== "active" && !(await isTaken(viewer, input.formKey));
  if (mayNotSend) assertKeyAccepted(connection.status, provider);
  const continued =
    input.continues === undefined
      ? null
      : await continuable(viewer, input.continues, connection.id);
  const parsed = provider.form.schema.safeParse(input.values);
  if (!parsed.success)
    throw new AppError("invalid", { fieldErrors: fieldErrorsOf(parsed.error.issues) });
  const known = new Set(provider.form.fields.map((field) => field.name));
  const payload = Object.fromEntries(
    Object.entries(input.values).filter(([name]) => known.has(name)),
  );
  const unstorable = Object.keys(payload).find((name) => !isStorable(payload[name] ?? ""));
  if (unstorable)
    throw new AppError("invalid", {
      fieldErrors: { [unstorable]: "This contains a character that cannot be sent." },
    });
  const rules = provider.form.files;
  const takeForm = takeOver(viewer, { ...input, fields: provider.form.fields }, input.files, rules);
  const row = await createSubmission(
    {
      userId: viewer.userId,
      organizationId: connection.organizationId,
      connectionId: connection.id,
      formKey: input.formKey,
      kind: "create",
      ticketId: null,
      payload,
      firstStep: "write",
      continuesTicketId: continued ?? undefined,
      pinsFiles: rules?.way === "pinned" && input.files.length > 0,
      fileIds: input.files,
    },
    async (client, submissionId) => {
      await assertCopiesWithinLimit(
        client,
        viewer.userId,
        input.formKey,
        provider.form.fields,
        payload,
      );
      await takeForm(client, submissionId);
    },
  );
  return { submissionId: row.id, state: row.state };
}

/** True for a form that was taken before: posting it again only asks how it went. */
async function isTaken(viewer: Viewer, formKey: string): Promise<boolean> {
  const taken = await sql(
    "SELECT 1 FROM submission WHERE user_id = $1 AND form_key = $2 AND state NOT IN ('rejected', 'abandoned')",
    [viewer.userId, formKey],
  );
  return taken.length > 0;
}

/** A ticket that is gone on with by a new one, through the same connection. */
async function continuable(
  viewer: Viewer,
  ticketId: string,
  connectionId: string,
): Promise<string> {
  const ticket = await ownTicket(viewer, ticketId);
  if (
    ticket.connectionId !== connectionId ||
    ticket.provider?.continueBy(ticket.status) !== "new-ticket"
  ) {
    throw new AppError("conflict", {
      message:
        "The earlier ticket cannot be continued with this account. Reload to see its current state.",
    });
  }
  return ticket.ticketId;
}

export interface SendReplyInput {
  formKey: string;
  ticketId: string;
  message: string;
  encrypted: boolean;
  files: string[];
  /** Reopens the ticket first. */
  continues: boolean;
}

/** Takes a reply on one of the viewer's tickets. Nothing is sent yet. */
export async function sendReply(viewer: Viewer, input: SendReplyInput): Promise<Accepted> {
  const ticket = await ticketToMove(
    viewer,
    input.ticketId,
    input.continues ? "continue" : "reply",
    input.formKey,
  );
  if (input.continues && ticket.provider.continueBy(ticket.status) === "new-ticket")
    throw new AppError("conflict");
  const rules = ticket.provider.form.files;
  const row = await createSubmission(
    {
      userId: viewer.userId,
      organizationId: ticket.organizationId,
      connectionId: ticket.connectionId,
      formKey: input.formKey,
      kind: "reply",
      ticketId: ticket.ticketId,
      payload: { message: input.message, encrypted: input.encrypted },
      firstStep: input.continues ? "reopen" : "write",
      pinsFiles: input.files.length > 0,
      fileIds: input.files,
    },
    takeOver(
      viewer,
      {
        place: `reply:${ticket.ticketId}`,
        formKey: input.formKey,
        values: { message: input.message },
        fields: REPLY_FIELDS,
      },
      input.files,
      rules,
    ),
  );
  return { submissionId: row.id, state: row.state };
}

/** The files go with the submission, and the draft that it was is done with. */
function takeOver(
  viewer: Viewer,
  form: SentForm,
  fileIds: string[],
  rules: FileRules | null,
): AlsoOnCreate {
  return async (client, submissionId) => {
    await claimFiles(client, {
      userId: viewer.userId,
      place: form.place,
      fileIds,
      submissionId,
      rules,
    });
    await removeDraft(client, viewer, form);
  };
}

/** Takes a wish to close, reopen or solve one of the viewer's tickets. */
export async function actOnTicket(
  viewer: Viewer,
  input: { formKey: string; ticketId: string; action: "close" | "reopen" | "solve" },
): Promise<Accepted> {
  const ticket = await ticketToMove(viewer, input.ticketId, input.action, input.formKey);
  return short(viewer, ticket, { formKey: input.formKey, kind: input.action, payload: {} });
}

/** Takes a new list of collaborators for one of the viewer's tickets, as a change of the list that is shown. */
export async function setCollaborators(
  viewer: Viewer,
  input: { formKey: string; ticketId: string; ids: string[] },
): Promise<Accepted> {
  const ticket = await ticketToMove(viewer, input.ticketId, "collaborators", input.formKey);
  const field = ticket.provider.form.fields.find(({ name }) => name === "collaborators");
  const parsed = field
    ? ticket.provider.form.schema.safeParse({
        subject: "-",
        message: "-",
        collaborators: input.ids.join("\n"),
      })
    : null;
  const wrong =
    parsed && !parsed.success
      ? parsed.error.issues.find((issue) => issue.path[0] === "collaborators")
      : undefined;
  if (wrong) throw new AppError("invalid", { fieldErrors: { collaborators: wrong.message } });
  // As a change of what is shown, so that somebody whom others have added meanwhile stays.
  const add = input.ids.filter((id) => !ticket.collaboratorIds.includes(id));
  const remove = ticket.collaboratorIds.filter((id) => !input.ids.includes(id));
  return short(viewer, ticket, {
    formKey: input.formKey,
    kind: "collaborators",
    payload: { add: [...new Set(add)].join("\n"), remove: remove.join("\n") },
  });
}

async function short(
  viewer: Viewer,
  ticket: { ticketId: string; organizationId: string; connectionId: string },
  intent: {
    formKey: string;
    kind: "close" | "reopen" | "solve" | "collaborators";
    payload: Record<string, string>;
  },
): Promise<Accepted> {
  const { ticketId, organizationId, connectionId } = ticket;
  const row = await createSubmission({
    ...intent,
    userId: viewer.userId,
    organizationId,
    connectionId,
    ticketId,
    firstStep: "write",
  });
  return { submissionId: row.id, state: row.state };
}

/** Sends files of the viewer's ticket once more that did not arrive, with a message of their own: never with a second ticket or reply. */
export async function sendFilesAgain(
  viewer: Viewer,
  input: { formKey: string; ticketId: string; files: string[] },
): Promise<Accepted> {
  const ticket = await ticketToMove(viewer, input.ticketId, "reply", input.formKey);
  const row = await createSubmission(
    {
      userId: viewer.userId,
      organizationId: ticket.organizationId,
      connectionId: ticket.connectionId,
      formKey: input.formKey,
      kind: "reply",
      ticketId: ticket.ticketId,
      payload: {},
      firstStep: "files",
      pinsFiles: true,
      fileIds: input.files,
    },
    async (client, submissionId) => {
      const moved = await sql<{ encrypted: boolean; provider_ticket: string | null }>(
        // What was uploaded, and no message of the customer's has taken along since, is there still: it only needs to be carried.
        `UPDATE outgoing_file f SET submission_id = $1, reason = NULL, settled_at = NULL,
                state = CASE WHEN f.pinned_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM message m WHERE m.ticket_id = s.ticket_id AND m.sender = 'customer' AND m.sent_at > f.pinned_at)
                             THEN 'uploaded' ELSE 'waiting' END::"FileState" FROM submission s
          WHERE f.id = ANY($2) AND s.id = f.submission_id AND s.ticket_id = $3 AND s.state = 'sent' AND f.state IN ('missing', 'refused') AND f.erased_at IS NULL
          RETURNING coalesce((s.payload->>'encrypted')::boolean, false) AS encrypted, s.provider_ticket`,
        [submissionId, input.files, ticket.ticketId],
        client,
      );
      if (moved.length < input.files.length)
        throw new AppError("conflict", {
          message:
            "A file is already being sent, or is no longer stored here. Attach it to a reply instead.",
        });
      // From now on: another message must not take along what is at the provider.
      const provider = moved.find((file) => file.provider_ticket !== null);
      if (provider)
        await sql(
          "UPDATE submission SET provider_ticket = $2 WHERE id = $1",
          [submissionId, provider.provider_ticket],
          client,
        );
      // What belonged to an encrypted reply goes encrypted again.
      if (moved.some((file) => file.encrypted))
        await sql(
          "UPDATE submission SET payload = payload || '{\"encrypted\": true}' WHERE id = $1",
          [submissionId],
          client,
        );
    },
  );
  return { submissionId: row.id, state: row.state };
}

/** Decides about a submission of one of the viewer's organizations: take it back while it waits, or what becomes of one that was not found. */
export async function decideSubmission(
  viewer: Viewer,
  input: { submissionId: string; decision: Decision },
): Promise<Accepted> {
  const [own] = await sql<{ provider: string; status: ConnectionStatus }>(
    `SELECT c.provider, c.status FROM submission s JOIN connection c ON c.id = s.connection_id
      WHERE s.id = $1 AND s.organization_id = ANY($2)`,
    [input.submissionId, ownOrganizations(viewer)],
  );
  if (!own) throw new AppError("not_found");
  if (input.decision === "send_again") assertKeyAccepted(own.status, findProvider(own.provider));
  const row = await decide(
    input.submissionId,
    input.decision,
    viewer.userId,
    async (client, was) => {
      // What somebody else puts away must not be out of its author's sight.
      if (
        input.decision === "send_again" ||
        was.user_id === viewer.userId ||
        was.kind !== "reply" ||
        was.step === "files"
      )
        return;
      const values = {
        message: messageOf(was),
        encrypted: was.payload.encrypted === true ? "true" : "",
      };
      await restoreTextToDraft(client, {
        userId: was.user_id,
        place: draftKeyOf(was),
        formKey: was.form_key,
        values,
      });
    },
  );
  return { submissionId: row.id, state: row.state };
}

/** Reads one of the viewer's tickets from its provider now. A provider that fails is an outcome, not an error. */
export async function refreshTicket(viewer: Viewer, ticketId: string): Promise<TicketReading> {
  const { connectionId } = await ownTicket(viewer, ticketId);
  await requestSyncSoon(connectionId);
  const reading = await readTicketNow(ticketId);
  if (reading.outcome === "changed" || reading.outcome === "unchanged")
    await reconcileConnection(connectionId);
  return reading;
}
