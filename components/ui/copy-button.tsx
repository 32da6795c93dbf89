"use client";

import { Check, Copy } from "lucide-react";

import { useCopy } from "@/components/ui/hooks/use-copy";

import { Button } from "./button";

interface CopyButtonProps {
  text: string;
  label: string;
  /** Its label once it was pressed. */
  copied: string;
}

export function CopyButton({ text, label, copied }: CopyButtonProps) {
  const { isCopied, copy } = useCopy(text);
  return (
    <Button variant="secondary" size="small" onClick={copy}>
      {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
      <span aria-live="polite">{isCopied ? copied : label}</span>
    </Button>
  );
}
