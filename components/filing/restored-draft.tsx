import { History } from "lucide-react";

import { Button } from "@/components/ui/button";
import { useTexts } from "#texts";

import { fieldId, focusField } from "./element-ids";
import type { FilingFormState } from "./use-filing-form";

interface RestoredDraftProps {
  state: FilingFormState;
  /** Of the restored draft. */
  formKey: string | undefined;
  time: string | undefined;
}

/** Says that the form shows an earlier draft, until that is discarded or filed. */
export function RestoredDraft({ state, formKey, time }: RestoredDraftProps) {
  const t = useTexts();
  const { autosave, discarded, discarding, sent } = state.draft;
  const isShown = autosave.formKey === formKey && !discarded && !discarding && !sent;
  if (time === undefined || !isShown || state.isFiled) return null;

  function startOver() {
    void autosave.discard();
    const [first] = state.fields;
    if (first) focusField(fieldId(first.name));
  }

  return (
    <div className="flex items-center gap-x-3 rounded-md bg-tint py-1.5 pr-1.5 pl-3 text-[0.8125rem] text-tint-foreground">
      <History aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1">{t("drafts.restored", { time })}</p>
      <Button variant="secondary" size="small" disabled={state.disabled} onClick={startOver}>
        {t("drafts.startEmpty")}
      </Button>
    </div>
  );
}
