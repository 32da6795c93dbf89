import { randomUUID } from "node:crypto";

import { notFound, redirect } from "next/navigation";

import type { FilingFormProps } from "@/components/filing/filing-form-props";
import type { Viewer } from "@/lib/auth/types";
import { ACCOUNT } from "@/lib/drafts/account-field";
import { draftStatus } from "@/lib/drafts/queries";
import { followUpKey, NEW_TICKET_KEY, resubmissionKey } from "@/lib/files/draft-key";
import { type Language, LANGUAGES } from "@/lib/i18n/languages";
import { textsOf } from "@/lib/i18n/texts";
import { isId } from "@/lib/ids";
import { ticketUrl } from "@/lib/routes";
import { submissionForm } from "@/lib/submissions/queries";
import { shortenToUnits } from "@/lib/text/shorten";
import type { TicketLink } from "@/lib/tickets/detail/types";
import { followUpValues } from "@/lib/tickets/filing/follow-up-values";
import { type ServiceStart, serviceStart } from "@/lib/tickets/filing/service-start";
import { getTicket } from "@/lib/tickets/queries";

/** Initial state of the form: empty, a returned submission or a follow-up. */
export interface FilingStart extends Pick<
  FilingFormProps,
  "formKey" | "defaultValues" | "draftStatus" | "rejection" | "submissionId"
> {
  /** The preselected account. */
  connectionId: string | undefined;
  continues: TicketLink | null;
  about?: ServiceStart;
}

const MAX_SUBJECT_UNITS = 255;

export async function filingStart(
  viewer: Viewer,
  query: Record<string, string | undefined>,
): Promise<FilingStart> {
  if (query.submission) return returnedStart(viewer, query.submission);
  if (query.continues) return followUpStart(viewer, query.continues);
  const about = query.service
    ? ((await serviceStart(viewer, query.service)) ?? notFound())
    : undefined;
  const status = await draftStatus(viewer, NEW_TICKET_KEY);
  return {
    formKey: randomUUID(),
    defaultValues: {},
    draftStatus: status,
    connectionId: about?.connectionId ?? status.draft?.values[ACCOUNT],
    continues: null,
    about,
  };
}

async function returnedStart(viewer: Viewer, submissionId: string): Promise<FilingStart> {
  const form = await submissionForm(viewer, submissionId);
  // It was sent or has become a ticket; its own page shows which.
  if (!form) return isId(submissionId) ? redirect(ticketUrl("customer", submissionId)) : notFound();
  if (form.kind === "reply")
    redirect(ticketUrl("customer", form.ticketId ?? "", { submission: form.id }));
  const status = await draftStatus(viewer, resubmissionKey(form.id));
  const { code, message, words, fieldErrors } = form;
  return {
    formKey: form.formKey,
    defaultValues: form.values,
    draftStatus: status,
    submissionId: form.id,
    connectionId: status.draft?.values[ACCOUNT] ?? form.connectionId,
    rejection: code && message !== null ? { code, message, words, fieldErrors } : undefined,
    continues: form.continues ? await continuedTicket(viewer, form.continues) : null,
  };
}

async function followUpStart(viewer: Viewer, ticketId: string): Promise<FilingStart> {
  const ticket = (await getTicket(viewer, ticketId)) ?? notFound();
  if (ticket.continueBy !== "new-ticket") redirect(ticketUrl("customer", ticket.id));
  const subject = followUpSubject(ticket.subject, viewer.language);
  return {
    formKey: randomUUID(),
    defaultValues: { ...(await followUpValues(viewer, ticket.id)), subject },
    draftStatus: await draftStatus(viewer, followUpKey(ticket.id)),
    connectionId: ticket.freshness.connectionId,
    continues: { id: ticket.id, number: ticket.number, subject: ticket.subject },
  };
}

function followUpSubject(subject: string, language: Language): string {
  const textIn = (each: Language, text: string) =>
    textsOf(each)("newTicket.followUpSubject", { subject: text });
  const isMarked = LANGUAGES.some((each) => subject.startsWith(textIn(each, "")));
  return isMarked ? subject : shortenToUnits(textIn(language, subject), MAX_SUBJECT_UNITS);
}

async function continuedTicket(viewer: Viewer, ticketId: string): Promise<TicketLink | null> {
  const ticket = await getTicket(viewer, ticketId);
  return ticket && { id: ticket.id, number: ticket.number, subject: ticket.subject };
}
