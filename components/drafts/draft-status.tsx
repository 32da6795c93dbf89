"use client";

import { TriangleAlert } from "lucide-react";
import { type MouseEvent, useEffect, useEffectEvent, useRef } from "react";

import { Button } from "@/components/ui/button";
import type { OutgoingFileView } from "@/lib/files/types";
import type { FormValues } from "@/lib/forms/form-values";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { DraftConflictAlert } from "./draft-conflict-alert";
import { SaveFailureText } from "./save-failure-text";
import { SavedAgo } from "./saved-ago";
import type { Draft } from "./use-draft";

interface DraftStatusProps {
  draft: Draft;
  hasFiles?: boolean;
  hasText: boolean;
  excerptOf: (values: FormValues) => string;
  onDiscarded?: () => void;
  onRestored?: (files: OutgoingFileView[]) => void;
}

export function DraftStatus({
  draft,
  hasText,
  hasFiles = false,
  excerptOf,
  onDiscarded,
  onRestored,
}: DraftStatusProps) {
  const t = useTexts();
  const { autosave, failure, conflict, sent, discarded, discarding, savedAt, dirty } = draft;
  const isDiscarded = discarded || discarding;
  const queue = useRef(Promise.resolve());

  async function discard() {
    await autosave.discard();
  }

  async function undo() {
    const files = await autosave.undo();
    if (files) onRestored?.(files);
  }

  const onEmptied = useEffectEvent(() => onDiscarded?.());
  useEffect(() => {
    if (discarded) onEmptied();
  }, [discarded]);

  // Queued: "Undo" can be pressed before the server has answered. A double click counts once.
  function press({ detail }: MouseEvent) {
    if (detail <= 1) queue.current = queue.current.then(isDiscarded ? undo : discard);
  }

  const status = discarded
    ? t("drafts.discarded")
    : discarding
      ? t("drafts.discarding")
      : conflict || sent
        ? t("drafts.notSaved")
        : dirty
          ? t("drafts.saving")
          : savedAt !== null
            ? t.rich("drafts.saved", { time: () => <SavedAgo at={savedAt} /> })
            : t("drafts.automatic");
  return (
    <div className="grid gap-3">
      <div
        className={cn(
          "flex min-h-9 flex-wrap items-center justify-between gap-x-4 gap-y-1",
          "text-[0.8125rem] text-muted-foreground sm:min-h-8",
        )}
      >
        <p aria-live="polite" className="min-w-0 flex-1 basis-40 text-pretty">
          {failure ? (
            <span className="flex items-start gap-1.5 text-warning">
              <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
              <span>
                <SaveFailureText failure={failure} draft={draft} />
              </span>
            </span>
          ) : discarded ? (
            status
          ) : (
            <span aria-live="off" className="tabular-nums">
              {status}
            </span>
          )}
        </p>
        {/* One button with two labels, so that it keeps the focus. */}
        {isDiscarded || ((hasText || hasFiles) && !sent && !conflict) ? (
          <Button variant={isDiscarded ? "secondary" : "ghost"} size="small" onClick={press}>
            {t(isDiscarded ? "drafts.undo" : "drafts.discard")}
          </Button>
        ) : null}
      </div>
      <DraftConflictAlert
        conflict={conflict}
        sent={sent}
        autosave={autosave}
        excerptOf={excerptOf}
        onDiscard={discard}
      />
    </div>
  );
}
