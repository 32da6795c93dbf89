import { reviewCaseUrl } from "@/lib/case-urls";
import { changeCase } from "@/lib/review/cases/commands";
import { changeCaseInput } from "@/lib/review/cases/schemas";
import { parseInput } from "@/lib/server/parse-input";
import { viewerForm } from "@/lib/server/viewer-form";

export const POST = viewerForm<{ id: string }>("change a case", {
  page: ({ id }) => reviewCaseUrl(id),
  hasText: true,
  async run(viewer, fields, { id }) {
    await changeCase(viewer, id, parseInput(changeCaseInput, fields));
    return reviewCaseUrl(id);
  },
});
