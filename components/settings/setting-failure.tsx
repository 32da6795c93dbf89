import { FailurePart } from "@/components/feedback/failure-part";
import type { Failure } from "@/lib/result";
import { useTexts } from "#texts";

interface SettingFailureProps {
  failure: Failure | null;
  retry: () => void;
}

/** Announces that a setting was not saved. */
export function SettingFailure({ failure, retry }: SettingFailureProps) {
  const t = useTexts();
  return (
    <div aria-live="polite" className="empty:hidden">
      {failure ? (
        <FailurePart failure={failure} title={t("common.settingNotChanged")} onRetry={retry} />
      ) : null}
    </div>
  );
}
