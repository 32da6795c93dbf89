"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { Failure, Result } from "@/lib/result";
import { FailureAlert, UNREACHABLE } from "./failure-alert";

/** A server action; it refreshes the page itself. */
export type SendFiles = (input: { formKey: string; ticketId: string; files: string[] }) => Promise<Result<{ submissionId: string }>>;

interface SendFilesAgainProps {
  ticketId: string;
  files: readonly string[];
  formKey: string;
  send: SendFiles;
}

/** Sends files once more that did not arrive, in a message of their own. */
export function SendFilesAgain({ ticketId, files, formKey, send }: SendFilesAgainProps) {
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<Failure | null>(null);

  function run() {
    setFailure(null);
    startTransition(async () => {
      const result = await send({ formKey, ticketId, files: [...files] }).catch(() => UNREACHABLE);
      if (!result.ok) setFailure(result);
      else document.getElementById("content")?.focus({ preventScroll: true });
    });
  }

  return (
    <div className="grid gap-2 px-3 pb-3">
      <Button variant="secondary" size="small" disabled={pending} onClick={run} className="justify-self-start">
        {pending ? <Spinner /> : null}
        {pending ? "Sending…" : "Send again"}
      </Button>
      <div aria-live="polite" className="empty:hidden">{failure ? <FailureAlert failure={failure} title="The files were not sent" /> : null}</div>
    </div>
  );
}
