import { randomUUID } from "node:crypto";

import type { Viewer } from "../../../lib/auth/types";
import { db } from "../../../lib/db/kysely";
import { isAppError } from "../../../lib/errors";
import { deliverSubmission } from "../../../lib/jobs/submissions";
import { readTicketNow } from "../../../lib/mirror/read-ticket";
import { fileTicket } from "../../../lib/tickets/filing/file-ticket";
import { filingChoices } from "../../../lib/tickets/filing/filing-choices";
import { sendReply } from "../../../lib/tickets/reply/send-reply";
import { fileTicketInput, replyInput } from "../../../lib/tickets/schemas";
import type { ActOf } from "../../../sandbox/timeline/types";
import { operatorViewer } from "../../lib/operator-viewer";

/** Someone who works in the portal, through the same commands as its pages. */
export async function portalPerson(email: string): Promise<Viewer> {
  const user = await db()
    .selectFrom("user")
    .where("email", "=", email)
    .select(["id", "session_version"])
    .executeTakeFirstOrThrow();
  return operatorViewer(user.id);
}

/** Files a ticket and waits for the provider. Returns the submission's id; null when the form cannot say it. */
export async function fileInPortal(
  viewer: Viewer,
  connection: { id: string; provider: string },
  act: ActOf<"filed">,
): Promise<string | null> {
  if (act.files?.length || act.followUpOf !== undefined || act.priority === "critical") return null;
  const values: Record<string, string> = {
    subject: act.subject,
    message: act.text,
    priority: act.priority,
    [connection.provider === "hostup" ? "department" : "category"]: act.category,
  };
  if (act.cc?.length) values.cc = act.cc.join(", ");
  if (act.service) {
    const field = connection.provider === "hostup" ? "service" : "project";
    const offered = await filingChoices(viewer, { connectionId: connection.id, values });
    const list = offered[field];
    const choices = list && "choices" in list ? list.choices : [];
    const choice = choices.find(({ label }) => label === act.service?.name);
    if (!choice) return null;
    values[field] = choice.value;
  }
  const input = { formKey: randomUUID(), connectionId: connection.id, values };
  return accept(() => fileTicket(viewer, fileTicketInput.parse(input)));
}

interface PortalReply {
  text: string;
  encrypted?: boolean;
  files?: readonly unknown[];
}

/** Opens the ticket, replies and waits for the provider. Null when the ticket takes no reply. */
export async function replyInPortal(
  viewer: Viewer,
  ticketId: string,
  { text: message, encrypted, files = [] }: PortalReply,
): Promise<string | null> {
  if (files.length > 0) return null;
  await readTicketNow(ticketId);
  const input = { formKey: randomUUID(), ticketId, message, encrypted };
  return accept(() => sendReply(viewer, replyInput.parse(input)));
}

async function accept(command: () => Promise<{ submissionId: string }>): Promise<string | null> {
  try {
    const { submissionId } = await command();
    await deliverSubmission(submissionId);
    return submissionId;
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

/** How a submission ended, with the provider's id of what it made. */
export function submissionResult(
  submissionId: string,
): Promise<{ state: string; external_id: string | null; error_message: string | null }> {
  return db()
    .selectFrom("submission")
    .where("id", "=", submissionId)
    .select(["state", "external_id", "error_message"])
    .executeTakeFirstOrThrow();
}
