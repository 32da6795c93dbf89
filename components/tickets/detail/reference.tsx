"use client";

import { Check, Copy } from "lucide-react";

import { useCopy } from "@/components/ui/hooks/use-copy";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

/** Shows the reference that the message carries at the provider; a click copies it. */
export function Reference({ reference }: { reference: string }) {
  const t = useTexts();
  const { isCopied, copy } = useCopy(reference);
  const Icon = isCopied ? Check : Copy;
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
        {isCopied ? t("reference.copied") : ""}
      </span>
    </span>
  );
}
