import { stopSeeing } from "@/lib/review/seeing/commands";
import { staffOrganizationsUrl, staffOrganizationUrl } from "@/lib/routes";
import { viewerForm } from "@/lib/server/viewer-form";

export const POST = viewerForm("stop seeing as a customer", {
  page: () => staffOrganizationsUrl(),
  endsSeeing: true,
  async run(viewer) {
    const organizationId = await stopSeeing(viewer);
    return organizationId === null ? staffOrganizationsUrl() : staffOrganizationUrl(organizationId);
  },
});
