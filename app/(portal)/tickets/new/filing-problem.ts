import type { FilingRejection } from "@/components/filing/filing-form-props";
import { ERROR_CODES, errorKey } from "@/lib/error-codes";
import { renderFieldErrors, renderMessage, type Translate } from "@/lib/i18n/message";
import { checkFields } from "@/lib/providers/forms/check-fields";
import type { FilingFormView } from "@/lib/tickets/filing/filing-form";

/** Says why a form without scripts, now the draft, was not filed: by the address. */
export function filingProblem(
  t: Translate,
  problem: string | undefined,
  form: Pick<FilingFormView, "fields">,
  values: Record<string, string>,
): FilingRejection | undefined {
  if (problem === undefined) return undefined;
  if (problem === "files")
    return { code: "invalid", message: "", fieldErrors: { attachments: t("files.tooEarly") } };
  const code = ERROR_CODES.find((each) => each === problem) ?? "internal";
  return {
    code,
    message: renderMessage(t, { key: errorKey(code) }),
    fieldErrors: code === "invalid" ? renderFieldErrors(t, checkFields(form, values)) : {},
  };
}
