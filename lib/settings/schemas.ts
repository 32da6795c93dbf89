import { z } from "zod";

import { LANGUAGES } from "../i18n/languages";
import { isTimeZone } from "../text/locale";

export const personSettingsInput = z.object({
  language: z.enum(LANGUAGES),
  /** Null: the time zone of the device in use. */
  timeZone: z.string().max(64).refine(isTimeZone).nullable(),
});

export type PersonSettings = z.output<typeof personSettingsInput>;
