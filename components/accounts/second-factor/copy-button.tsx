"use client";

import { Check, Copy } from "lucide-react";

import { Button } from "@/components/ui/button";
import { useCopy } from "@/components/ui/hooks/use-copy";
import { useTexts } from "#texts";

export function CopyButton({ text, label }: { text: string; label: string }) {
  const t = useTexts();
  const { isCopied, copy } = useCopy(text);
  return (
    <Button variant="secondary" size="small" onClick={copy}>
      {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
      <span aria-live="polite">{isCopied ? t("secondFactor.copied") : label}</span>
    </Button>
  );
}
