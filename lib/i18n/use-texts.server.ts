import "server-only";

import { use } from "react";

import type { Translate } from "./message";
import { requestTexts } from "./request-texts";

/** The texts of this page's language, in a server component. */
export function useTexts(): Translate {
  return use(requestTexts());
}
