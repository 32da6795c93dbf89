import { markForeign } from "../i18n/foreign-words";

const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** For a right-to-left name where no markup is possible. */
export function isolate(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? markForeign(text) : text;
}
