import { useTranslations } from "use-intl/react";

import type { Translate } from "./message";

/** The texts of this page's language, in a component of the browser. */
export function useTexts(): Translate {
  return useTranslations();
}
