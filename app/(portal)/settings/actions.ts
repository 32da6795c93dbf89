"use server";

import { refresh } from "next/cache";

import { keepVisitorLanguage } from "@/lib/i18n/visitor-language";
import { changeOrganizationSettings } from "@/lib/organizations/commands";
import { organizationSettingsInput } from "@/lib/organizations/schemas";
import { viewerAction } from "@/lib/server/viewer-action";
import { changePersonSettings } from "@/lib/settings/commands";
import { personSettingsInput } from "@/lib/settings/schemas";

export const changeOrganizationSettingsAction = viewerAction(
  "change an organization's settings",
  organizationSettingsInput,
  async (viewer, input) => {
    const changed = await changeOrganizationSettings(viewer, input);
    refresh();
    return changed;
  },
);

/** The device keeps the language too, for the sign-in page. */
export const changePersonSettingsAction = viewerAction(
  "change a person's settings",
  personSettingsInput,
  async (viewer, input) => {
    const changed = await changePersonSettings(viewer, input);
    await keepVisitorLanguage(changed.language);
    refresh();
    return changed;
  },
);
