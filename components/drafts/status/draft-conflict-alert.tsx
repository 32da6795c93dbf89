import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { FormValues } from "@/lib/forms/form-values";
import { shorten } from "@/lib/text/shorten";
import { useTexts } from "#texts";

import type { Draft } from "../use-draft";
import { SavedAgo } from "./saved-ago";

const MAX_EXCERPT = 140;

interface DraftConflictAlertProps {
  draft: Draft;
  excerptOf: (values: FormValues) => string;
}

/** Offers both versions of a draft that was edited twice, or what to do with one that was sent. */
export function DraftConflictAlert({
  draft: { conflict, sent, autosave },
  excerptOf,
}: DraftConflictAlertProps) {
  const t = useTexts();
  if (conflict) {
    const excerpt = shorten(excerptOf(conflict.values).trim(), MAX_EXCERPT);
    const version = conflict.returned ? "earlier" : "other";
    const parts = {
      version,
      time: () => <SavedAgo at={conflict.at} />,
      excerpt: () => (
        <bdi lang="" className="wrap-anywhere">
          {excerpt}
        </bdi>
      ),
    };
    return (
      <Alert
        role="status"
        tone="warning"
        title={t("drafts.conflict", { version })}
        action={
          <>
            <Button size="small" variant="secondary" onClick={() => autosave.choose("other")}>
              {t("drafts.useOther")}
            </Button>
            <Button size="small" variant="secondary" onClick={() => autosave.choose("this")}>
              {t("drafts.keepThis")}
            </Button>
          </>
        }
      >
        <p className="line-clamp-3">
          {excerpt ? t.rich("drafts.conflictText", parts) : t.rich("drafts.conflictEmpty", parts)}
        </p>
      </Alert>
    );
  }
  if (!sent) return null;
  return (
    <Alert
      role="status"
      tone="warning"
      title={t("drafts.sent")}
      action={
        <>
          <Button size="small" variant="secondary" onClick={() => void autosave.discard()}>
            {t("drafts.discardThis")}
          </Button>
          <Button size="small" variant="secondary" onClick={() => autosave.startOver()}>
            {t("drafts.startOver")}
          </Button>
        </>
      }
    >
      <p>{t("drafts.sentHint")}</p>
    </Alert>
  );
}
