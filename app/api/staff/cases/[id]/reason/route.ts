import { reviewCaseUrl } from "@/lib/case-urls";
import { giveCaseReason } from "@/lib/review/cases/case-reason";
import { reasonInput } from "@/lib/review/reasons/schemas";
import { parseInput } from "@/lib/server/parse-input";
import { viewerForm } from "@/lib/server/viewer-form";

export const POST = viewerForm<{ id: string }>("give a reason for opening a case", {
  page: ({ id }) => reviewCaseUrl(id),
  hasText: true,
  async run(viewer, fields, { id }) {
    const { reason } = parseInput(reasonInput, fields);
    await giveCaseReason(viewer, id, reason);
    return reviewCaseUrl(id);
  },
});
