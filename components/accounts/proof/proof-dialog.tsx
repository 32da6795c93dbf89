"use client";

import { useEffect, useState } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { MoreTexts } from "@/components/i18n/texts-provider";
import { Dialog } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import type { Result } from "@/lib/result";
import { useTexts } from "#texts";

import type { ProofQuestion } from "./proof-context";
import { type ProofActions, ProofForm, type ProofOffer } from "./proof-form";

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
      title={t("shell.proof.title")}
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
  const [offer, setOffer] = useState<Result<ProofOffer> | null>(null);

  useEffect(() => {
    let isOpen = true;
    void actionResult(t, actions.choice({})).then((result) => {
      if (isOpen) setOffer(result);
    });
    return () => {
      isOpen = false;
    };
  }, [actions, t]);

  if (offer === null)
    return (
      <p role="status" className="flex items-center gap-2 text-muted-foreground">
        <Spinner />
        {t("common.loading")}
      </p>
    );
  if (!offer.ok) return <FailureAlert failure={offer} title={t("shell.proof.notReady")} />;
  return (
    <MoreTexts {...offer.data.texts}>
      <ProofForm choice={offer.data.choice} actions={actions} onAnswer={onAnswer} />
    </MoreTexts>
  );
}
