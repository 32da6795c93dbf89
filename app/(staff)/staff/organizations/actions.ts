"use server";

import { createOrganization } from "@/lib/organizations/commands";
import { newOrganizationInput } from "@/lib/organizations/schemas";
import { staffOrganizationUrl } from "@/lib/routes";
import { viewerAction } from "@/lib/server/viewer-action";

export const createOrganizationAction = viewerAction(
  "create an organization",
  newOrganizationInput,
  async (viewer, input) => {
    const { organizationId } = await createOrganization(viewer, input);
    return { page: staffOrganizationUrl(organizationId) };
  },
);
