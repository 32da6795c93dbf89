"use client";

import { RefreshCw } from "lucide-react";
import { useState, useTransition } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { buttonVariants } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { Result } from "@/lib/result";

/** Returns the result of a sync as one sentence. */
export type Sync = () => Promise<Result<{ message: string; failed: boolean; gone?: boolean }>>;

interface SyncNowProps {
  /** A bound server action; refreshes the page itself. */
  sync: Sync;
  isButtonFirst?: boolean;
}

/** Starts a sync and shows its result. */
export function SyncNow({ sync, isButtonFirst = false }: SyncNowProps) {
  const [pending, startTransition] = useTransition();
  const [result, setResult] = useState<{ text: string; failed: boolean } | null>(null);

  function run() {
    if (pending) return;
    setResult(null);
    startTransition(async () => {
      const outcome = await actionResult(sync());
      setResult(
        outcome.ok
          ? { text: outcome.data.message, failed: outcome.data.failed }
          : { text: outcome.message, failed: true },
      );
    });
  }

  return (
    <div
      className={`flex flex-wrap items-center justify-end gap-x-3 gap-y-1 ${isButtonFirst ? "flex-row-reverse" : "sm:ml-auto"}`}
    >
      <p
        aria-live="polite"
        className={`text-[0.8125rem] empty:absolute ${result?.failed ? "text-destructive" : "text-muted-foreground"}`}
      >
        {pending ? "Asking the provider…" : result?.text}
      </p>
      <button
        type="button"
        onClick={run}
        // A disabled button would lose the focus.
        aria-disabled={pending}
        className={buttonVariants({ variant: "secondary", size: "small" })}
      >
        {pending ? <Spinner /> : <RefreshCw aria-hidden />}
        Sync now
      </button>
    </div>
  );
}
