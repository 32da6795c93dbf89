"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

import { SignInAgain } from "@/components/feedback/sign-in-again";
import { pollWithBackoff } from "@/components/polling/poll-with-backoff";
import { fetchStatus, hasChanged } from "@/components/submissions/submission-status";
import { Alert } from "@/components/ui/alert";
import { ticketUrl } from "@/lib/routes";
import { useTexts } from "#texts";

export interface FilingPollerProps {
  id: string;
  /** Of the status on the page. */
  fingerprint: string;
  /** URL of the form to edit a rejected submission; null for other people's. */
  formUrl: Route | null;
}

const MAX_FAILURES = 3;
const MIN_REFRESH_INTERVAL_MS = 1_500;

/** Leads to the ticket once it is filed or to the form once it is rejected; else shows changes. */
export function PollFiling({ id, fingerprint, formUrl }: FilingPollerProps) {
  const t = useTexts();
  const router = useRouter();
  const [problem, setProblem] = useState<"ended" | "unreachable" | null>(null);

  useEffect(() => {
    let failures = 0;
    let nextRefreshAt = 0;
    const end = pollWithBackoff(async () => {
      const status = await fetchStatus(id).catch(() => null);
      failures = status === null ? failures + 1 : 0;
      setProblem(status === "ended" ? "ended" : failures >= MAX_FAILURES ? "unreachable" : null);
      if (status === null || status === "ended") return;
      if (status === "gone") return router.refresh();
      const { state, step, ticketId } = status;
      if (
        ticketId !== null &&
        (state === "sent" || step === "files" || step === "attach_message")
      ) {
        end();
        return router.replace(ticketUrl("customer", ticketId, { filed: "1" }));
      }
      if (state === "rejected" && formUrl !== null) {
        end();
        return router.replace(formUrl);
      }
      if (!hasChanged(fingerprint, status) || Date.now() < nextRefreshAt) return;
      nextRefreshAt = Date.now() + MIN_REFRESH_INTERVAL_MS;
      router.refresh();
    });
    return end;
  }, [id, fingerprint, formUrl, router]);

  return (
    <div aria-live="polite" className="empty:absolute">
      {problem === "ended" ? (
        <Alert tone="warning" title={t("filingProgress.ended")} action={<SignInAgain />}>
          {t("filingProgress.endedHint")}
        </Alert>
      ) : null}
      {problem === "unreachable" ? (
        <Alert tone="warning" title={t("filingProgress.unreachable")}>
          {t("filingProgress.unreachableHint")}
        </Alert>
      ) : null}
    </div>
  );
}
