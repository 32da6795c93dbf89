"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { Button } from "@/components/ui/button";
import { useHydrated } from "@/components/ui/hooks/use-hydrated";
import { usePendingActions } from "@/components/ui/hooks/use-pending-actions";
import { focusMainContent } from "@/components/ui/navigation/main-content";
import { Spinner } from "@/components/ui/spinner";
import type { Failure, Result } from "@/lib/result";
import type { Decision } from "@/lib/submissions/schemas";
import { useTexts } from "#texts";

import { FailureAlert } from "../feedback/failure-alert";
import { announce } from "./announce";
import type { AvailableDecision } from "./available-decisions";
import { DiscardDialog } from "./discard-dialog";

/** A server action; refreshes the page itself. */
export type Decide = (input: {
  submissionId: string;
  decision: Decision;
}) => Promise<Result<{ state: string }>>;

export interface SubmissionButtonsProps {
  submissionId: string;
  /** Element id of the status that the buttons belong to. */
  describedBy: string;
  decisions: readonly AvailableDecision[];
  decide: Decide;
}

export function SubmissionButtons({
  submissionId,
  describedBy,
  decisions,
  decide,
}: SubmissionButtonsProps) {
  const t = useTexts();
  const router = useRouter();
  const isHydrated = useHydrated();
  const [running, setRunning] = useState<string | null>(null);
  const { pending, locked, run: begin } = usePendingActions();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [asked, setAsked] = useState<AvailableDecision | null>(null);

  function run({ label, decision, nextUrl, question }: AvailableDecision) {
    setAsked(null);
    begin(async () => {
      setRunning(label);
      setFailure(null);
      const result = await actionResult(t, decide({ submissionId, decision }));
      if (!result.ok) return setFailure(result);
      if (nextUrl) router.push(nextUrl);
      // The pressed button disappears with the decision.
      else focusMainContent();
      if (question) announce(question.done);
    });
  }

  return (
    <>
      {decisions.map((available) => {
        const busy = pending && running === available.label;
        return (
          <Button
            key={available.label}
            variant="secondary"
            size="small"
            disabled={locked || !isHydrated}
            aria-describedby={describedBy}
            onClick={() => (available.question ? setAsked(available) : run(available))}
          >
            {busy ? <Spinner /> : null}
            {busy ? available.pendingLabel : available.label}
          </Button>
        );
      })}
      <DiscardDialog asked={asked} onDecided={run} onClose={() => setAsked(null)} />
      <div aria-live="polite" className="basis-full empty:hidden">
        {failure ? <FailureAlert failure={failure} title={t("failure.nothingChanged")} /> : null}
      </div>
    </>
  );
}
