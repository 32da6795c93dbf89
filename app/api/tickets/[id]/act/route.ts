import type { Viewer } from "@/lib/auth/types";
import { AppError, isAppError } from "@/lib/errors";
import { PLAIN, type PlainFields } from "@/lib/forms/plain-form";
import { deliverSubmission } from "@/lib/jobs/submissions";
import { followTicketInput } from "@/lib/notifications/schemas";
import { followTicket } from "@/lib/notifications/ticket-settings";
import { type Audience, ticketUrl } from "@/lib/routes";
import { parseInput } from "@/lib/server/parse-input";
import { viewerForm } from "@/lib/server/viewer-form";
import { rejection, submissionStatus } from "@/lib/submissions/queries";
import { actOnTicket } from "@/lib/tickets/commands";
import { actionInput } from "@/lib/tickets/schemas";

/** Returns the action if the provider has carried it out. */
async function act(
  viewer: Viewer,
  ticketId: string,
  fields: PlainFields,
): Promise<string | undefined> {
  const { level } = fields;
  if (level !== undefined) {
    const chosen = level === "" ? null : level;
    await followTicket(viewer, parseInput(followTicketInput, { ticketId, level: chosen }));
    return undefined;
  }
  const action = actionInput.shape.action.options.find((each) => each in fields);
  if (!action) throw new AppError("invalid");
  const input = parseInput(actionInput, { ticketId, action, formKey: fields[action] });
  const { submissionId } = await actOnTicket(viewer, input);
  await deliverSubmission(submissionId);
  const status = await submissionStatus(viewer, submissionId);
  if (status?.state === "rejected") throw rejection(status);
  return status?.state === "sent" ? action : undefined;
}

const audienceOf = (fields: PlainFields): Audience =>
  fields[PLAIN.audience] === "staff" ? "staff" : "customer";

/** Each button sends its action's name, with the key of its form. */
export const POST = viewerForm<{ id: string }>("act on a ticket", {
  page: ({ id }) => ticketUrl("customer", id),
  async run(viewer, fields, { id }) {
    const audience = audienceOf(fields);
    try {
      return ticketUrl(audience, id, { done: await act(viewer, id, fields) });
    } catch (error) {
      const isOfThePage = isAppError(error) && !["not_found", "forbidden"].includes(error.code);
      if (!isOfThePage) throw error;
      return ticketUrl(audience, id, { failed: error.code });
    }
  },
});
