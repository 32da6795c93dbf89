"use client";

import { TriangleAlert } from "lucide-react";
import { type MouseEvent, useEffect, useEffectEvent, useRef } from "react";

import { Button } from "@/components/ui/button";
import { loginUrl } from "@/lib/routes";
import type { FormValues } from "@/lib/forms/form-values";
import { asSentence } from "@/lib/text/sentence";
import type { OutgoingFileView } from "@/lib/tickets/types";

import type { SaveTrouble } from "./draft-transport";
import { OtherDraftChoice } from "./other-draft-choice";
import { SavedAgo } from "./saved-ago";
import type { Draft } from "./use-draft";

interface DraftStatusProps {
  draft: Draft;
  /** What there is to throw away beside text. */
  hasFiles?: boolean;
  /** Whether somebody has typed anything into this form. */
  hasText: boolean;
  /** The text that tells one draft from another. */
  gist: (values: FormValues) => string;
  onDiscarded?: () => void;
  onRestored?: (files: OutgoingFileView[]) => void;
}

/** Where what was not saved is, as a sentence's end. */
function whereKept({ kept, values }: Draft): string {
  if (!kept) return "what you typed is only on this page.";
  return values.encrypted === "true"
    ? "what you typed is kept in this tab."
    : "what you typed is kept in this browser.";
}

/** Says where text is kept that another person's session kept from being saved. */
function keptForPerson({ kept, values, userName }: Draft): string {
  if (!kept) return `${userName}, your text is only on this page. Copy it before you leave.`;
  const where = values.encrypted === "true" ? "tab" : "browser";
  return `Your text is kept for ${userName} in this ${where}.`;
}

function TroubleText({ trouble, draft }: { trouble: SaveTrouble; draft: Draft }) {
  if (trouble.state === "ended") {
    return (
      <>
        Not saved: your session has ended.{" "}
        <a
          href="/login"
          className="text-link font-medium"
          onClick={(event) =>
            event.currentTarget.setAttribute(
              "href",
              loginUrl({ next: window.location.pathname + window.location.search }),
            )
          }
        >
          Sign in again
        </a>
        ; {whereKept(draft)}
      </>
    );
  }
  if (trouble.state === "other_viewer")
    return (
      <>
        {trouble.message} {keptForPerson(draft)}
      </>
    );
  if (trouble.state === "unreachable")
    return (
      <>
        Saving has stopped: the portal cannot be reached. It resumes automatically;{" "}
        {whereKept(draft)}
      </>
    );
  return (
    <>
      Saving has stopped: {asSentence(trouble.message)} Until then, {whereKept(draft)}
    </>
  );
}

/** How the draft stands, on one line of its own height; and what can be done about it. */
export function DraftStatus({
  draft,
  hasText,
  hasFiles = false,
  gist,
  onDiscarded,
  onRestored,
}: DraftStatusProps) {
  const { keeper, trouble, other, sent, discarded, discarding, savedAt, dirty } = draft;
  const isThrown = discarded || discarding;
  const work = useRef(Promise.resolve());

  async function discard() {
    await keeper.discard();
  }

  async function undo() {
    const files = await keeper.undo();
    if (files) onRestored?.(files);
  }

  // Also when an earlier page could not end it.
  const emptied = useEffectEvent(() => onDiscarded?.());
  useEffect(() => {
    if (discarded) emptied();
  }, [discarded]);

  /** One after the other: "Undo" is there before the server has thrown the draft away, and means what it says. A double click is one click. */
  function press({ detail }: MouseEvent) {
    if (detail <= 1) work.current = work.current.then(isThrown ? undo : discard);
  }

  const calm = discarded ? (
    "Draft discarded."
  ) : discarding ? (
    "Discarding…"
  ) : other || sent ? (
    "Not saved."
  ) : dirty ? (
    "Saving…"
  ) : savedAt !== null ? (
    <>
      Saved <SavedAgo at={savedAt} />
    </>
  ) : (
    "Drafts save automatically."
  );
  return (
    <div className="grid gap-3">
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-4 gap-y-1 text-[0.8125rem] text-muted-foreground sm:min-h-8">
        <p aria-live="polite" className="min-w-0 flex-1 basis-40 text-pretty">
          {trouble ? (
            <span className="flex items-start gap-1.5 text-warning">
              <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
              <span>
                <TroubleText trouble={trouble} draft={draft} />
              </span>
            </span>
          ) : discarded ? (
            calm
          ) : (
            <span aria-live="off" className="tabular-nums">
              {calm}
            </span>
          )}
        </p>
        {/* One button in two meanings, so that the focus stays on it. Of two drafts, one is chosen first. */}
        {isThrown || ((hasText || hasFiles) && !sent && !other) ? (
          <Button variant={isThrown ? "secondary" : "ghost"} size="small" onClick={press}>
            {isThrown ? "Undo" : "Discard draft"}
          </Button>
        ) : null}
      </div>
      <OtherDraftChoice other={other} sent={sent} keeper={keeper} gist={gist} onDiscard={discard} />
    </div>
  );
}
