"use client";

import { RefreshCw } from "lucide-react";
import { useState, useTransition } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { ProviderWords } from "@/components/feedback/provider-words";
import { buttonVariants } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { MarkedText } from "@/components/ui/text/marked-text";
import type { Result } from "@/lib/result";
import { useTexts } from "#texts";

export interface SyncOutcome {
  message: string;
  /** The provider's own words, untranslated. */
  words?: string;
  failed: boolean;
  gone?: boolean;
}

/** Returns the result of a sync in the viewer's language. */
export type Sync = () => Promise<Result<SyncOutcome>>;

interface SyncNowProps {
  /** A bound server action; refreshes the page itself. */
  sync: Sync;
  isButtonFirst?: boolean;
}

/** Starts a sync and shows its result. */
export function SyncNow({ sync, isButtonFirst = false }: SyncNowProps) {
  const t = useTexts();
  const [pending, startTransition] = useTransition();
  const [result, setResult] = useState<SyncOutcome | null>(null);

  function run() {
    if (pending) return;
    setResult(null);
    startTransition(async () => {
      const answer = await actionResult(t, sync());
      setResult(answer.ok ? answer.data : { ...answer, failed: true });
    });
  }

  return (
    <div
      data-commands=""
      className={`flex flex-wrap items-center justify-end gap-x-3 gap-y-1 ${isButtonFirst ? "flex-row-reverse" : "sm:ml-auto"}`}
    >
      <div
        aria-live="polite"
        className={`text-[0.8125rem] empty:absolute ${result?.failed ? "text-destructive" : "text-muted-foreground"}`}
      >
        <MarkedText text={pending ? t("syncNow.asking") : (result?.message ?? "")} />
        {pending ? null : <ProviderWords words={result?.words} />}
      </div>
      <button
        type="button"
        onClick={run}
        // A disabled button would lose the focus.
        aria-disabled={pending}
        className={buttonVariants({ variant: "secondary", size: "small" })}
      >
        {pending ? <Spinner /> : <RefreshCw aria-hidden />}
        <span>{t("syncNow.action")}</span>
      </button>
    </div>
  );
}
