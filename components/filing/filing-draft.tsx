import { DraftStatus } from "@/components/drafts/draft-status";
import { ACCOUNT } from "@/lib/drafts/schemas";
import type { FormValues } from "@/lib/forms/form-values";
import { useTexts } from "#texts";

import { FILING_DRAFT_ID } from "./element-ids";
import type { FilingFormState } from "./use-filing-form";

/** Keeps a problem visible while the top of a long form is edited, above a phone's bottom bar. */
const STICKY =
  "[@media(min-height:36rem)]:sticky [@media(min-height:36rem)]:bottom-14 z-10 pb-2 " +
  "sm:[@media(min-height:36rem)]:bottom-0";
/** With a phone's keyboard open, there is room for one line beside the edited field. */
const ONE_LINE =
  "sticky bottom-14 z-10 flex min-h-11 items-center bg-warning-tint px-3 text-[0.8125rem] " +
  "font-medium text-warning underline sm:bottom-0 [@media(min-height:36rem)]:hidden";

const excerptOf = (values: FormValues) => values.message?.trim() || values.subject || "";

interface FilingDraftProps {
  state: FilingFormState;
  defaultValues: FormValues;
}

export function FilingDraft({ state, defaultValues }: FilingDraftProps) {
  const t = useTexts();
  const { draft, values } = state;
  if (state.isFiled) return null;
  const hasText = Object.entries(values).some(
    ([name, text]) => name !== ACCOUNT && text !== "" && text !== (defaultValues[name] ?? ""),
  );
  return (
    <>
      {draft.conflict ? (
        <a href={`#${FILING_DRAFT_ID}`} className={ONE_LINE}>
          {t("filing.chooseVersion")}
        </a>
      ) : null}
      <div
        id={FILING_DRAFT_ID}
        className={`border-t bg-card pt-4 ${draft.failure || draft.conflict ? STICKY : ""}`}
      >
        <DraftStatus
          draft={draft}
          hasText={hasText}
          hasFiles={state.files.length > 0}
          excerptOf={excerptOf}
          onDiscarded={state.clear}
          onRestored={state.showFiles}
        />
      </div>
    </>
  );
}
