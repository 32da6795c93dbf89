import { after } from "next/server";

import { ACCOUNT } from "@/lib/drafts/account-field";
import { PLAIN } from "@/lib/forms/plain-form";
import { deliverSubmission } from "@/lib/jobs/submissions";
import { newTicketUrl, ticketUrl } from "@/lib/routes";
import { parseInput } from "@/lib/server/parse-input";
import { viewerForm } from "@/lib/server/viewer-form";
import { fileByForm } from "@/lib/tickets/filing/file-by-form";
import { plainFilingInput } from "@/lib/tickets/schemas";

/** Element ids of the form. */
const PROBLEMS = "filing-problems";
const secretsOf = (field: string) => `field-${field}-secrets`;

export const POST = viewerForm("file a ticket", {
  page: () => newTicketUrl(),
  hasText: true,
  async run(viewer, fields) {
    const form = parseInput(plainFilingInput, { ...fields, values: fields });
    const result = await fileByForm(viewer, form);
    if ("submissionId" in result) {
      const { submissionId } = result;
      after(() => deliverSubmission(submissionId));
      return ticketUrl("customer", submissionId);
    }
    const { kind, targetId } = form[PLAIN.draft];
    const page = {
      account: form[ACCOUNT],
      submission: kind === "resubmission" ? targetId : undefined,
      continues: kind === "follow_up" ? targetId : undefined,
      plain: "1",
    } as const;
    const { problem, field } = result;
    if (problem === "update") return newTicketUrl(page);
    return field === undefined
      ? newTicketUrl({ ...page, problem }, PROBLEMS)
      : newTicketUrl(page, secretsOf(field));
  },
});
