"use client";

import { useState } from "react";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { MarkedText } from "@/components/ui/text/marked-text";

import type { AvailableDecision } from "./available-decisions";

interface DiscardDialogProps {
  asked: AvailableDecision | null;
  onDecided: (decision: AvailableDecision) => void;
  onClose: () => void;
}

/** Shows the text to be discarded, and lets its author edit it instead. */
export function DiscardDialog({ asked, onDecided, onClose }: DiscardDialogProps) {
  // Keeps the text while the dialog closes.
  const [last, setLast] = useState(asked);
  if (asked && asked !== last) setLast(asked);
  if (!last?.question) return null;
  const { title, excerpt, hint, labels, formUrl } = last.question;
  return (
    <Dialog open={asked !== null} onClose={onClose} title={title}>
      <div className="grid gap-4 text-left text-foreground">
        <blockquote className="max-h-40 overflow-y-auto border-l-2 pl-3 wrap-anywhere">
          <bdi lang="" className="whitespace-pre-wrap">
            {excerpt}
          </bdi>
        </blockquote>
        <p className="text-pretty">
          <MarkedText text={hint} />
        </p>
        <div className="flex flex-wrap justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            {labels.keep}
          </Button>
          {formUrl ? (
            <Button
              variant="secondary"
              onClick={() => onDecided({ ...last, question: undefined, nextUrl: formUrl })}
            >
              {labels.edit}
            </Button>
          ) : null}
          <Button variant="danger" onClick={() => onDecided(last)}>
            {labels.discard}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
