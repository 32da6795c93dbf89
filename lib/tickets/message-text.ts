import { type Message, message } from "../i18n/message";
import { isBlank } from "../text/blank";
import { isStorable } from "../text/storable";

const MAX_CHARACTERS = 50_000;

/** Null for visible, storable text of a reply. */
export function replyProblem(text: string): Message | null {
  if (isBlank(text)) return message("reply.missing");
  if (text.length > MAX_CHARACTERS) return message("reply.tooLong", { max: MAX_CHARACTERS });
  return isStorable(text) ? null : message("reply.unsendable");
}
