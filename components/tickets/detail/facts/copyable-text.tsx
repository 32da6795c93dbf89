"use client";

import { Check, Copy } from "lucide-react";

import { useCopy } from "@/components/ui/hooks/use-copy";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

/** Shows an id or a reference; a click copies it. */
export function CopyableText({ text }: { text: string }) {
  const t = useTexts();
  const { isCopied, copy } = useCopy(text);
  const Icon = isCopied ? Check : Copy;
  return (
    <>
      <button
        type="button"
        data-print=""
        aria-label={t("reference.copyNamed", { reference: text })}
        title={t("reference.copy")}
        onClick={copy}
        className={cn(
          "-my-1 inline-flex min-h-7 max-w-full items-center gap-1.5 rounded px-1.5 text-left",
          "font-mono text-xs text-foreground select-text hover:bg-muted",
        )}
      >
        <code translate="no" className="min-w-0">
          {text}
        </code>
        <Icon aria-hidden className="size-3.5 shrink-0 text-muted-foreground print:hidden" />
      </button>
      <noscript>
        <code translate="no">{text}</code>
      </noscript>
      <span role="status" className="sr-only">
        {isCopied ? t("reference.copied") : ""}
      </span>
    </>
  );
}
