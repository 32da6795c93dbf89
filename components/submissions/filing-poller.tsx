"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

import { pollWithBackoff } from "@/components/polling/poll-with-backoff";
import { Alert } from "@/components/ui/alert";
import { ticketUrl } from "@/lib/routes";

import { SignInAgain } from "../feedback/sign-in-again";
import { fetchStatus, hasChanged } from "./submission-status";

interface FollowFilingProps {
  id: string;
  /** How it stood when the page was made. */
  seen: string;
  /** Where a refused one can be changed; null for what somebody else wrote. */
  form: Route | null;
}

const MAX_FAILURES = 3;
/** How long the page is given to catch up before it is asked once more. */
const REFRESH_MS = 1_500;

/** Takes the person along: to the ticket as soon as there is one, back to the form when it was refused, and otherwise shows each change. */
export function FilingPoller({ id, seen, form }: FollowFilingProps) {
  const router = useRouter();
  const [trouble, setTrouble] = useState<"ended" | "unreachable" | null>(null);

  useEffect(() => {
    let failures = 0;
    let calmUntil = 0;
    const end = pollWithBackoff(async () => {
      const standing = await fetchStatus(id).catch(() => null);
      failures = standing === null ? failures + 1 : 0;
      setTrouble(standing === "ended" ? "ended" : failures >= MAX_FAILURES ? "unreachable" : null);
      if (standing === null || standing === "ended") return;
      if (standing === "gone") return router.refresh();
      const { state, step, ticketId } = standing;
      if (
        ticketId !== null &&
        (state === "sent" || step === "files" || step === "attach_message")
      ) {
        end();
        return router.replace(ticketUrl("customer", ticketId));
      }
      if (state === "rejected" && form !== null) {
        end();
        return router.replace(form);
      }
      if (!hasChanged(seen, standing) || Date.now() < calmUntil) return;
      calmUntil = Date.now() + REFRESH_MS;
      router.refresh();
    });
    return end;
  }, [id, seen, form, router]);

  return (
    <div aria-live="polite" className="empty:absolute">
      {trouble === "ended" ? (
        <Alert tone="warning" title="Your session has ended" action={<SignInAgain />}>
          Sign in again to see its progress. It continues either way.
        </Alert>
      ) : null}
      {trouble === "unreachable" ? (
        <Alert tone="warning" title="The portal cannot be reached from here">
          What you sent is saved and still being processed. This page will catch up.
        </Alert>
      ) : null}
    </div>
  );
}
