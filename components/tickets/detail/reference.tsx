"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";

import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

const SHOWN_MS = 2_000;

/** Shows the reference that the message carries at the provider; a click copies it. */
export function Reference({ reference }: { reference: string }) {
  const t = useTexts();
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    // Without the clipboard permission the text can still be selected.
    await navigator.clipboard.writeText(reference).then(
      () => setCopied(true),
      () => undefined,
    );
  }

  const Icon = copied ? Check : Copy;
  return (
    <span className="inline-flex items-center gap-1.5 text-xs text-muted-foreground">
      {t("reference.label")}
      <button
        type="button"
        data-print=""
        aria-label={t("reference.copyNamed", { reference })}
        title={t("reference.copy")}
        onClick={copy}
        className={cn(
          "-my-1 inline-flex h-7 items-center gap-1.5 rounded px-1.5 font-mono",
          "text-foreground select-text hover:bg-muted",
        )}
      >
        <span translate="no">{reference}</span>
        <Icon aria-hidden className="size-3.5 text-muted-foreground" />
      </button>
      <span role="status" className="sr-only">
        {copied ? t("reference.copied") : ""}
      </span>
    </span>
  );
}
