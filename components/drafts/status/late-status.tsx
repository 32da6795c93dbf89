"use client";

import { Button } from "@/components/ui/button";
import { lazyPart } from "@/components/ui/lazy-part";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import type { DiscardDraftProps } from "./discard-draft";
import type { DraftStateTextProps } from "./draft-state-text";
import { whereKept } from "./where-kept";

/** Offline, the lazy part never arrives: this alone says that text is unsaved. */
function DraftStatePlace({ draft, className }: DraftStateTextProps) {
  const t = useTexts();
  const isUnreachable = draft.failure?.state === "unreachable";
  return (
    <p aria-live="polite" className={cn("min-w-0 flex-1 text-pretty", className)}>
      {isUnreachable ? (
        <span className="save-failure text-warning">
          {t("drafts.unreachable", { place: whereKept(draft) })}
        </span>
      ) : (
        <span className="draft-hint">
          {draft.savedAt === null ? t("drafts.automatic") : "\u00a0"}
        </span>
      )}
    </p>
  );
}

export const LateDraftState = lazyPart<DraftStateTextProps>(
  async () => (await import("./draft-state-text")).DraftStateText,
  (props) => <DraftStatePlace {...props} />,
);

/** As wide as the button. */
function DiscardPlace({ draft, hasText, hasFiles, isIconOnPhones }: DiscardDraftProps) {
  const t = useTexts();
  if (!(hasText || hasFiles) || draft.sent || draft.conflict) return null;
  return (
    <Button variant="ghost" size="small" disabled className="invisible">
      {isIconOnPhones ? <span className="size-4 sm:hidden" /> : null}
      <span className={isIconOnPhones ? "max-sm:sr-only" : undefined}>{t("drafts.discard")}</span>
    </Button>
  );
}

export const LateDiscardDraft = lazyPart<DiscardDraftProps>(
  async () => (await import("./discard-draft")).DiscardDraft,
  (props) => <DiscardPlace {...props} />,
);
