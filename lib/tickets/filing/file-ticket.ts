import type { z } from "zod";

import { actedBy } from "../../auth/acted-by";
import { assertMay } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { assertKeyAccepted, ownConnection } from "../../connections/own-connection";
import { db } from "../../db/kysely";
import { AppError } from "../../errors";
import { fieldErrorsOf } from "../../forms/field-errors";
import { message } from "../../i18n/message";
import { findProvider } from "../../providers/registry";
import { createSubmission } from "../../submissions/create-submission";
import type { AcceptedSubmission } from "../../submissions/types";
import { isStorable } from "../../text/storable";
import { claimDraft } from "../claim-draft";
import { ownTicket } from "../own-ticket";
import type { fileTicketInput } from "../schemas";
import { assertCopiesWithinLimit } from "./copy-limit";
import { isPrivateChoice, VISIBILITY } from "./visibility-field";

export type FilingInput = z.output<typeof fileTicketInput>;

/**
 * Accepts a new ticket without sending it. Submitting the same form again returns the same
 * submission.
 */
export async function fileTicket(viewer: Viewer, input: FilingInput): Promise<AcceptedSubmission> {
  const connection = await ownConnection(viewer, input.connectionId);
  assertMay(viewer, "tickets.write", connection.organizationId);
  const provider = findProvider(connection.provider);
  if (!provider || connection.status === "disconnected") throw new AppError("connection_inactive");
  const mayNotSend = connection.status !== "active" && !(await isAccepted(viewer, input.formKey));
  if (mayNotSend) assertKeyAccepted(connection.status, provider);
  const continued =
    input.continues === undefined
      ? null
      : await followedTicket(viewer, input.continues, connection.id);
  const parsed = provider.form.schema.safeParse(input.values);
  if (!parsed.success)
    throw new AppError("invalid", { fieldErrors: fieldErrorsOf(parsed.error.issues) });
  const fieldNames = new Set(provider.form.fields.map((field) => field.name));
  const payload = Object.fromEntries(
    Object.entries(input.values).filter(([name]) => fieldNames.has(name)),
  );
  const unstorable = provider.form.fields.find(({ name }) => !isStorable(payload[name] ?? ""));
  if (unstorable) {
    const text = message("validation.unsendable", { label: { key: unstorable.label } });
    throw new AppError("invalid", { fieldErrors: { [unstorable.name]: text } });
  }
  const rules = provider.form.files;
  const takeForm = claimDraft(
    viewer,
    { ...input, fields: [...provider.form.fields, VISIBILITY] },
    input.files,
    rules,
  );
  const row = await createSubmission(
    {
      actor: actedBy(viewer),
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
      isPrivate: isPrivateChoice(input.values),
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

/** True for a form that was accepted before. */
async function isAccepted(viewer: Viewer, formKey: string): Promise<boolean> {
  const accepted = await db()
    .selectFrom("submission")
    .select("id")
    .where("user_id", "=", viewer.userId)
    .where("form_key", "=", formKey)
    .where("state", "not in", ["rejected", "abandoned"])
    .executeTakeFirst();
  return accepted !== undefined;
}

/** Checks that a ticket can be followed up through the same connection. */
async function followedTicket(
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
      text: message("filingRefusal.notContinued"),
    });
  }
  return ticket.ticketId;
}
