import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { FormValues } from "@/lib/forms/form-values";
import { shorten } from "@/lib/text/shorten";
import { useTexts } from "#texts";

import { MAX_SET_ASIDE } from "../draft-reducer";
import type { Draft } from "../use-draft";
import { SavedAgo } from "./saved-ago";

const MAX_EXCERPT = 140;

const shortened = (text: string) => shorten(text.trim(), MAX_EXCERPT);

export interface DraftConflictAlertProps {
  draft: Draft;
  excerptOf: (values: FormValues) => string;
}

function Excerpt({ text }: { text: string }) {
  return (
    <bdi lang="" className="wrap-anywhere">
      {text}
    </bdi>
  );
}

interface SetAsideProps {
  versions: readonly FormValues[];
  excerptOf: DraftConflictAlertProps["excerptOf"];
  onUse: (values: FormValues) => void;
}

/** Offers every version that was not chosen. */
function SetAside(props: SetAsideProps) {
  const { versions, excerptOf, onUse } = props;
  const t = useTexts();
  const count = versions.length;
  return (
    <Alert role="status" title={t("drafts.setAside", { count })}>
      <ul className="grid gap-2">
        {versions.map((values, index) => {
          const text = shortened(excerptOf(values));
          return (
            <li key={index} className="flex flex-wrap items-start gap-2">
              <p className="line-clamp-3 min-w-48 flex-1">
                {text
                  ? t.rich("drafts.setAsideText", {
                      excerpt: () => <Excerpt text={text} />,
                    })
                  : null}
              </p>
              <Button size="small" variant="secondary" onClick={() => onUse(values)}>
                {t("drafts.useInstead")}
              </Button>
            </li>
          );
        })}
      </ul>
      {count === MAX_SET_ASIDE ? <p>{t("drafts.setAsideMost", { count })}</p> : null}
    </Alert>
  );
}

/** Offers both versions of a draft that was edited twice, or what to do with one that was sent. */
export function DraftConflictAlert({
  draft: { conflict, setAside, sent, autosave },
  excerptOf,
}: DraftConflictAlertProps) {
  const t = useTexts();
  if (conflict) {
    const excerpt = shortened(excerptOf(conflict.values));
    const version = conflict.returned ? "earlier" : "other";
    const parts = {
      version,
      time: () => <SavedAgo at={conflict.at} />,
      excerpt: () => <Excerpt text={excerpt} />,
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
  if (setAside.length > 0 && !sent)
    return (
      <SetAside
        versions={setAside}
        excerptOf={excerptOf}
        onUse={(values) => autosave.swap(values)}
      />
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
