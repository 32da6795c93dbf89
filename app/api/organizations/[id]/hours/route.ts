import { changeOpeningHours } from "@/lib/organizations/hours/opening-hours";
import { openingHoursInput } from "@/lib/organizations/hours/schemas";
import { typedHoursUrl } from "@/lib/organizations/hours/typed-hours";
import { openingHoursUrl } from "@/lib/organizations/hours/urls";
import { parseInput } from "@/lib/server/parse-input";
import { viewerForm } from "@/lib/server/viewer-form";

export const POST = viewerForm<{ id: string }>("change business hours", {
  page: ({ id }) => openingHoursUrl(id),
  hasText: true,
  invalid: (fields, { id }) => typedHoursUrl(id, fields),
  async run(viewer, fields, { id }) {
    await changeOpeningHours(viewer, id, parseInput(openingHoursInput, fields));
    return openingHoursUrl(id);
  },
});
