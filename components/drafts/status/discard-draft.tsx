import { Trash2, Undo2 } from "lucide-react";
import { type MouseEvent, useEffect, useEffectEvent, useRef } from "react";

import { Button } from "@/components/ui/button";
import type { OutgoingFileView } from "@/lib/files/types";
import { useTexts } from "#texts";

import type { Draft } from "../use-draft";

export interface DiscardDraftProps {
  draft: Draft;
  hasText: boolean;
  hasFiles?: boolean;
  isIconOnPhones?: boolean;
  onDiscarded?: () => void;
  onRestored?: (files: OutgoingFileView[]) => void;
}

/** Discards the draft, and brings it back. Renders nothing while there is nothing to discard. */
export function DiscardDraft({
  draft,
  hasText,
  hasFiles = false,
  isIconOnPhones = false,
  onDiscarded,
  onRestored,
}: DiscardDraftProps) {
  const t = useTexts();
  const { autosave, conflict, sent, discarded } = draft;
  const isDiscarded = discarded || draft.discarding;
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

  if (!isDiscarded && (!(hasText || hasFiles) || sent || conflict)) return null;
  const label = t(isDiscarded ? "drafts.undo" : "drafts.discard");
  const Icon = isDiscarded ? Undo2 : Trash2;
  // One button with two labels, so that it keeps the focus.
  return (
    <Button variant={isDiscarded ? "secondary" : "ghost"} size="small" onClick={press}>
      {isIconOnPhones ? (
        <>
          <Icon aria-hidden className="sm:hidden" />
          <span className="max-sm:sr-only">{label}</span>
        </>
      ) : (
        label
      )}
    </Button>
  );
}
