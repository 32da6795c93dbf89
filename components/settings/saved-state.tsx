import { Spinner } from "@/components/ui/spinner";
import { useTexts } from "#texts";

/** Announces that a setting is being saved or was saved. */
export function SavedState({ pending, saved }: { pending: boolean; saved: boolean }) {
  const t = useTexts();
  return (
    <p
      aria-live="polite"
      className="flex h-6 min-w-14 shrink-0 items-center justify-end text-[0.8125rem] text-muted-foreground"
    >
      {pending ? (
        <>
          <Spinner />
          <span className="sr-only">{t("common.saving")}</span>
        </>
      ) : saved ? (
        t("common.saved")
      ) : null}
    </p>
  );
}
