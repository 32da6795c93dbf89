import { UploadWait } from "@/components/files/upload-wait";
import { Button } from "@/components/ui/button";
import { useHydrated } from "@/components/ui/hooks/use-hydrated";
import { Spinner } from "@/components/ui/spinner";
import { useTexts } from "#texts";

import type { FilingFormState } from "./use-filing-form";

interface FilingSubmitProps {
  state: FilingFormState;
  providerName: string;
}

export function FilingSubmit({ state, providerName }: FilingSubmitProps) {
  const t = useTexts();
  const { uploads, isBusy } = state;
  const isHydrated = useHydrated();
  return (
    <div className="flex flex-wrap items-center gap-4">
      <Button type="submit" disabled={state.disabled || !isHydrated}>
        {isBusy ? <Spinner /> : null}
        {t(isBusy ? "filing.filing" : "filing.file")}
      </Button>
      <div aria-live="polite" className="min-w-0 flex-1 basis-60">
        {uploads.awaited.length > 0 ? (
          <UploadWait action="file" uploads={uploads.awaited} onCancel={uploads.cancel} />
        ) : (
          <p aria-live="off" className="text-[0.8125rem] text-muted-foreground">
            {t("filing.destination", { provider: providerName })}
          </p>
        )}
      </div>
    </div>
  );
}
