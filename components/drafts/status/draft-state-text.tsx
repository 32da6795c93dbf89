import { CircleCheck, TriangleAlert } from "lucide-react";

import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import type { Draft } from "../use-draft";
import { SaveFailureText } from "./save-failure-text";
import { SavedAgo } from "./saved-ago";

export interface DraftStateTextProps {
  draft: Draft;
  /** Hides the time of the last save, which would wrap. */
  isShortOnPhones?: boolean;
  /** Reports the last action on the text. */
  said?: string;
  className?: string;
}

/** Says whether the draft is saved, or why it is not. */
export function DraftStateText(props: DraftStateTextProps) {
  const { draft, isShortOnPhones = false, said, className } = props;
  const t = useTexts();
  const { failure, conflict, sent, discarded, discarding, savedAt, dirty } = draft;
  const status = discarded ? (
    t("drafts.discarded")
  ) : discarding ? (
    t("drafts.discarding")
  ) : conflict || sent ? (
    t("drafts.notSaved")
  ) : dirty ? (
    t("drafts.saving")
  ) : savedAt !== null ? (
    t.rich("drafts.saved", {
      time: () => (
        <span className={isShortOnPhones ? "max-sm:sr-only" : undefined}>
          <SavedAgo at={savedAt} />
        </span>
      ),
    })
  ) : (
    <span className="draft-hint">{t("drafts.automatic")}</span>
  );
  return (
    <p aria-live="polite" className={cn("min-w-0 flex-1 text-pretty", className)}>
      {failure ? (
        <span className="save-failure flex items-start gap-1.5 text-warning">
          <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span>
            <SaveFailureText failure={failure} draft={draft} />
          </span>
        </span>
      ) : said ? (
        <span className="flex items-start gap-1.5 text-foreground">
          <CircleCheck aria-hidden className="mt-0.5 size-3.5 shrink-0 text-success" />
          {said}
        </span>
      ) : discarded ? (
        status
      ) : (
        <span aria-live="off" className="tabular-nums">
          {status}
        </span>
      )}
    </p>
  );
}
