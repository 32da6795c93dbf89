import type { OutgoingFileView } from "@/lib/files/types";
import type { FormValues } from "@/lib/forms/form-values";
import { cn } from "@/lib/utils";

import { DraftConflictNotice } from "./status/draft-conflict-notice";
import { LateDiscardDraft, LateDraftState } from "./status/late-status";
import type { Draft } from "./use-draft";

interface DraftStatusProps {
  draft: Draft;
  hasFiles?: boolean;
  hasText: boolean;
  excerptOf: (values: FormValues) => string;
  onDiscarded?: () => void;
  onRestored?: (files: OutgoingFileView[]) => void;
  /** Shown in place of the draft's state. */
  said?: string;
}

export function DraftStatus({
  draft,
  hasText,
  hasFiles,
  excerptOf,
  onDiscarded,
  onRestored,
  said,
}: DraftStatusProps) {
  return (
    <div className="grid gap-3">
      <div
        className={cn(
          "flex min-h-9 flex-wrap items-center justify-between gap-x-4 gap-y-1",
          "text-[0.8125rem] text-muted-foreground sm:min-h-8",
        )}
      >
        <LateDraftState draft={draft} said={said} className="basis-40" />
        <LateDiscardDraft
          draft={draft}
          hasText={hasText}
          hasFiles={hasFiles}
          onDiscarded={onDiscarded}
          onRestored={onRestored}
        />
      </div>
      <DraftConflictNotice draft={draft} excerptOf={excerptOf} />
    </div>
  );
}
