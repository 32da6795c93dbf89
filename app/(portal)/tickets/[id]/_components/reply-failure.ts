import type { ReplyFailure } from "@/components/tickets/reply/rejected-reply";
import { ERROR_CODES, errorKey } from "@/lib/error-codes";
import { renderMessage, type Translate } from "@/lib/i18n/message";
import { replyProblem } from "@/lib/tickets/message-text";
import type { ReplyBox } from "@/lib/tickets/reply/reply-box";

/** Says why a reply without scripts, now the draft, was not sent: by the address. */
export function replyFailure(
  t: Translate,
  problem: string | undefined,
  { standing }: Pick<ReplyBox, "standing">,
): ReplyFailure | null {
  if (problem === undefined) return null;
  if (problem === "files")
    return { code: "invalid", message: "", fieldErrors: { attachments: t("files.tooEarly") } };
  const code = ERROR_CODES.find((each) => each === problem) ?? "internal";
  const wrong = code === "invalid" && replyProblem(standing.draft?.values.message ?? "");
  return {
    code,
    message: renderMessage(t, { key: errorKey(code) }),
    fieldErrors: wrong ? { message: renderMessage(t, wrong) } : {},
  };
}
