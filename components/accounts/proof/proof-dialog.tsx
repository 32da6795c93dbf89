"use client";

import { useEffect, useState } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Dialog } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import type { ProofChoice } from "@/lib/accounts/proof/proof-methods";
import type { Result } from "@/lib/result";
import { useTexts } from "#texts";

import type { ProofQuestion } from "./proof-context";
import { type ProofActions, ProofForm } from "./proof-form";

interface ProofDialogProps {
  actions: ProofActions;
  /** Null: closed. It stays mounted, so that the browser returns the focus. */
  question: ProofQuestion | null;
}

/** "Confirm that it’s you", with what the person has. */
export default function ProofDialog({ actions, question }: ProofDialogProps) {
  const t = useTexts();
  return (
    <Dialog
      open={question !== null}
      onClose={() => question?.answer(false)}
      title={t("proof.title")}
    >
      {question ? <ProofChoices actions={actions} onAnswer={question.answer} /> : null}
    </Dialog>
  );
}

interface ProofChoicesProps {
  actions: ProofActions;
  onAnswer: ProofQuestion["answer"];
}

function ProofChoices({ actions, onAnswer }: ProofChoicesProps) {
  const t = useTexts();
  const [choice, setChoice] = useState<Result<ProofChoice> | null>(null);

  useEffect(() => {
    let isOpen = true;
    void actionResult(t, actions.choice({})).then((result) => {
      if (isOpen) setChoice(result);
    });
    return () => {
      isOpen = false;
    };
  }, [actions, t]);

  if (choice === null)
    return (
      <p role="status" className="flex items-center gap-2 text-muted-foreground">
        <Spinner />
        {t("common.loading")}
      </p>
    );
  if (!choice.ok) return <FailureAlert failure={choice} title={t("proof.notReady")} />;
  return <ProofForm choice={choice.data} actions={actions} onAnswer={onAnswer} />;
}
