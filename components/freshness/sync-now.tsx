"use client";

import { RefreshCw } from "lucide-react";
import { useState, useTransition } from "react";

import { buttonVariants } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { useTexts } from "#texts";

import type { Sync, SyncAnswer } from "./sync-answer";

interface SyncNowProps {
  /** A bound server action; refreshes the page itself. */
  sync: Sync;
  isButtonFirst?: boolean;
}

/** Starts a sync, with scripts that are loaded then, and shows its result. */
export function SyncNow({ sync, isButtonFirst = false }: SyncNowProps) {
  const t = useTexts();
  const [pending, startTransition] = useTransition();
  const [result, setResult] = useState<SyncAnswer | null>(null);

  async function ask(): Promise<SyncAnswer> {
    const loaded = await import("./sync-answer").catch(() => null);
    if (loaded) return loaded.askForSync(t, sync);
    return { failed: true, shown: t(`failure.${navigator.onLine ? "outdated" : "offline"}`) };
  }

  function run() {
    if (pending) return;
    setResult(null);
    startTransition(async () => setResult(await ask()));
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
        {pending ? t("syncNow.asking") : result?.shown}
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
