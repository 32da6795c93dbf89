"use client";

import { useState } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { Button } from "@/components/ui/button";
import { usePendingActions } from "@/components/ui/hooks/use-pending-actions";
import { focusMainContent } from "@/components/ui/navigation/main-content";
import { Spinner } from "@/components/ui/spinner";
import type { Failure, Result } from "@/lib/result";
import { useTexts } from "#texts";

import { FailureAlert } from "../../feedback/failure-alert";

/** A server action; refreshes the page itself. */
export type SendFiles = (input: {
  formKey: string;
  ticketId: string;
  files: string[];
}) => Promise<Result<{ submissionId: string }>>;

export interface ResendFilesProps {
  ticketId: string;
  files: readonly string[];
  /** Undefined if the button resends all files. */
  name?: string;
  formKey: string;
  send: SendFiles;
}

/** Resends failed files in a message of their own. */
export function ResendFiles({ ticketId, files, name, formKey, send }: ResendFilesProps) {
  const t = useTexts();
  const { pending, locked, run: begin } = usePendingActions();
  const [failure, setFailure] = useState<Failure | null>(null);

  function run() {
    begin(async () => {
      setFailure(null);
      const result = await actionResult(t, send({ formKey, ticketId, files: [...files] }));
      if (!result.ok) setFailure(result);
      else focusMainContent();
    });
  }

  return (
    <>
      <Button
        variant="secondary"
        size="small"
        disabled={locked}
        aria-label={
          name
            ? t(pending ? "reply.resend.sendingNamed" : "reply.resend.named", { name })
            : undefined
        }
        onClick={run}
      >
        {pending ? <Spinner /> : null}
        {t(pending ? "reply.sending" : name ? "reply.resend.one" : "reply.resend.all")}
      </Button>
      <div aria-live="polite" className="max-w-64 basis-full empty:hidden">
        {failure ? (
          <FailureAlert
            failure={failure}
            title={t(name ? "reply.resend.fileNotSent" : "reply.resend.filesNotSent")}
            uncertainTitle={t(name ? "reply.resend.fileMaybeSent" : "reply.resend.filesMaybeSent")}
          />
        ) : null}
      </div>
    </>
  );
}
