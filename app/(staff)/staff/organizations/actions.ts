"use server";

import { refresh } from "next/cache";

import { createOrganization } from "@/lib/organizations/commands";
import { newOrganizationInput } from "@/lib/organizations/schemas";
import { viewerAction } from "@/lib/server/viewer-action";

export const createOrganizationAction = viewerAction(
  "create an organization",
  newOrganizationInput,
  async (viewer, input) => {
    const created = await createOrganization(viewer, input);
    refresh();
    return created;
  },
);
