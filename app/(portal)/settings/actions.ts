"use server";

import { refresh } from "next/cache";

import { keepVisitorLanguage } from "@/lib/i18n/visitor-language";
import { viewerAction } from "@/lib/server/viewer-action";
import { changePersonSettings } from "@/lib/settings/commands";
import { personSettingsInput } from "@/lib/settings/schemas";

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
