"use server";

import { refresh } from "next/cache";

import { changeOrganizationSettings } from "@/lib/organizations/commands";
import { organizationSettingsInput } from "@/lib/organizations/schemas";
import { viewerAction } from "@/lib/server/viewer-action";

export const changeOrganizationSettingsAction = viewerAction(
  "change an organization's settings",
  organizationSettingsInput,
  async (viewer, input) => {
    const changed = await changeOrganizationSettings(viewer, input);
    refresh();
    return changed;
  },
);
