import { PLAIN } from "@/lib/forms/plain-form";
import { changeCase, startCase } from "@/lib/review/cases/commands";
import { caseOfTicketInput, startCaseInput } from "@/lib/review/cases/schemas";
import { ticketUrl } from "@/lib/routes";
import { parseInput } from "@/lib/server/parse-input";
import { viewerForm } from "@/lib/server/viewer-form";

export const POST = viewerForm<{ id: string }>("change the cases of a ticket", {
  page: ({ id }) => ticketUrl("staff", id, {}, "cases"),
  hasText: true,
  async run(viewer, fields, { id: ticketId }) {
    if ("title" in fields) {
      const { [PLAIN.formKey]: formKey, title } = parseInput(startCaseInput, fields);
      await startCase(viewer, { ticketId, formKey, title });
    } else {
      const change = parseInput(caseOfTicketInput, fields);
      if ("addTo" in change) await changeCase(viewer, change.addTo, { add: ticketId });
      else await changeCase(viewer, change.takeOutOf, { takeOut: ticketId });
    }
    return ticketUrl("staff", ticketId, {}, "cases");
  },
});
