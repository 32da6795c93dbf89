import { DraftConflictNotice } from "@/components/drafts/status/draft-conflict-notice";
import { LateDiscardDraft, LateDraftState } from "@/components/drafts/status/late-status";
import { UploadWaitPart } from "@/components/files/upload-wait-part";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { ACCOUNT } from "@/lib/drafts/account-field";
import type { FormValues } from "@/lib/forms/form-values";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { FILING_FOOTER_ID } from "./element-ids";
import type { FilingFormState } from "./use-filing-form";

/** As wide as the card around the form; above a phone's bottom bar. */
const FOOTER = cn(
  "-mx-4 -mb-4 grid gap-3 rounded-b-lg border-t bg-card px-4 py-3 sm:-mx-6 sm:-mb-6 sm:px-6 print:hidden",
  "[@media(min-height:36rem)]:sticky [@media(min-height:36rem)]:z-10",
  "bottom-[calc(3.5rem+env(safe-area-inset-bottom))] sm:bottom-0",
);
/** With a phone's keyboard open, there is room for one line beside the edited field. */
const ONE_LINE =
  "sticky bottom-14 z-10 flex min-h-11 items-center bg-warning-tint px-3 text-[0.8125rem] " +
  "font-medium text-warning underline sm:bottom-0 [@media(min-height:36rem)]:hidden";

const excerptOf = (values: FormValues) => values.message?.trim() || values.subject || "";

interface FilingFooterProps {
  state: FilingFormState;
  defaultValues: FormValues;
  providerName: string;
}

/** Holds the button, where the ticket goes, and the state of the draft. Always in sight. */
export function FilingFooter({ state, defaultValues, providerName }: FilingFooterProps) {
  const t = useTexts();
  const { draft, values, uploads, isBusy, isFiled } = state;
  const hasText = Object.entries(values).some(
    ([name, text]) => name !== ACCOUNT && text !== "" && text !== (defaultValues[name] ?? ""),
  );
  const isWaiting = uploads.awaited.length > 0;
  return (
    <>
      {draft.conflict && !isFiled ? (
        <a href={`#${FILING_FOOTER_ID}`} className={ONE_LINE}>
          {t("filing.chooseVersion")}
        </a>
      ) : null}
      <div id={FILING_FOOTER_ID} className={FOOTER}>
        {isFiled ? null : <DraftConflictNotice draft={draft} excerptOf={excerptOf} />}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-[0.8125rem] text-muted-foreground sm:gap-x-4">
          <Button type="submit" disabled={state.disabled}>
            {isBusy ? <Spinner /> : null}
            {t(isBusy ? "filing.filing" : "filing.file")}
          </Button>
          <div
            aria-live="polite"
            className={cn(
              "min-w-0",
              isWaiting ? "text-foreground max-sm:order-first max-sm:basis-full" : "max-sm:sr-only",
            )}
          >
            {isWaiting ? (
              <UploadWaitPart action="file" uploads={uploads.awaited} onCancel={uploads.cancel} />
            ) : (
              <p aria-live="off">{t("filing.destination", { provider: providerName })}</p>
            )}
          </div>
          {isFiled ? null : (
            <>
              <LateDraftState
                draft={draft}
                isShortOnPhones
                className={draft.failure ? "order-first basis-full" : "basis-24"}
              />
              <LateDiscardDraft
                draft={draft}
                hasText={hasText}
                hasFiles={state.files.length > 0}
                isIconOnPhones
                onDiscarded={state.clear}
                onRestored={state.showFiles}
              />
            </>
          )}
        </div>
      </div>
    </>
  );
}
