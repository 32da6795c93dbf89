import { PLAIN } from "@/lib/forms/plain-form";
import { ticketsUrl, withSearch } from "@/lib/routes";
import { parseInput } from "@/lib/server/parse-input";
import { viewerForm } from "@/lib/server/viewer-form";
import { saveView } from "@/lib/tickets/views/commands";
import { saveViewInput } from "@/lib/tickets/views/schemas";

/** Saves the filters of a list without scripts. */
export const POST = viewerForm("save a view", {
  page: () => ticketsUrl("customer"),
  hasText: true,
  async run(viewer, fields) {
    const { name, query, whose, place } = fields;
    const audience = fields[PLAIN.audience] === "staff" ? "staff" : "customer";
    const input = parseInput(saveViewInput, {
      audience,
      name,
      query,
      organizationId: whose || null,
      isPinned: place === "tab",
    });
    const { viewId } = await saveView(viewer, input);
    return withSearch(ticketsUrl(audience), `${input.query}&view=${viewId}`);
  },
});
