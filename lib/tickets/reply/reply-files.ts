import { canConnection } from "../../providers/capabilities";
import type { FileRules } from "../../providers/forms/contract";
import type { OwnTicket } from "../own-ticket";

/** Null where a ticket's replies take no files. */
export function replyFileRules({
  provider,
  capabilities,
}: Pick<OwnTicket, "provider" | "capabilities">): FileRules | null {
  const rules = provider?.form.files;
  return rules?.withReplies && canConnection(provider, capabilities, "attach_reply") ? rules : null;
}
