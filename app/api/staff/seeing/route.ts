import { startSeeing } from "@/lib/review/seeing/commands";
import { startSeeingInput } from "@/lib/review/seeing/schemas";
import { staffOrganizationsUrl, ticketsUrl } from "@/lib/routes";
import { parseInput } from "@/lib/server/parse-input";
import { viewerForm } from "@/lib/server/viewer-form";

export const POST = viewerForm("see the portal as a customer", {
  page: () => staffOrganizationsUrl(),
  hasText: true,
  async run(viewer, fields) {
    await startSeeing(viewer, parseInput(startSeeingInput, fields));
    return ticketsUrl("customer");
  },
});
