import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { FormValues } from "@/lib/forms/form-values";
import { shorten } from "@/lib/text/shorten";
import { useTexts } from "#texts";

import type { Draft } from "../use-draft";
import { SavedAgo } from "./saved-ago";

const MAX_EXCERPT = 140;

export interface DraftConflictAlertProps {
  draft: Draft;
  excerptOf: (values: FormValues) => string;
}

/** Offers both versions of a draft that was edited twice, or what to do with one that was sent. */
export function DraftConflictAlert({
  draft: { conflict, setAside, sent, autosave },
  excerptOf,
}: DraftConflictAlertProps) {
  const t = useTexts();
  const excerpt = shorten(excerptOf(conflict?.values ?? setAside ?? {}).trim(), MAX_EXCERPT);
  const shown = () => (
    <bdi lang="" className="wrap-anywhere">
      {excerpt}
    </bdi>
  );
  if (conflict) {
    const version = conflict.returned ? "earlier" : "other";
    const parts = {
      version,
      time: () => <SavedAgo at={conflict.at} />,
      excerpt: shown,
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
  if (setAside && !sent)
    return (
      <Alert
        role="status"
        title={t("drafts.setAside")}
        action={
          <Button size="small" variant="secondary" onClick={() => autosave.swap()}>
            {t("drafts.useInstead")}
          </Button>
        }
      >
        {excerpt ? (
          <p className="line-clamp-3">{t.rich("drafts.setAsideText", { excerpt: shown })}</p>
        ) : null}
      </Alert>
    );
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
