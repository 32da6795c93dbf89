"use client";

import { Check, Copy } from "lucide-react";
import { useRef } from "react";

import { buttonVariants } from "@/components/ui/button";
import { useCopy } from "@/components/ui/hooks/use-copy";

export interface CopyCodeProps {
  label: string;
  /** Its label once it was pressed. */
  copied: string;
}

/** Copies the code beside it, which is not sent to the browser a second time. */
export function CopyCodeButton({ label, copied }: CopyCodeProps) {
  const button = useRef<HTMLButtonElement>(null);
  const { isCopied, copy } = useCopy(
    () => button.current?.parentElement?.querySelector("pre")?.textContent ?? "",
  );
  const shown = isCopied ? copied : label;
  return (
    <button
      ref={button}
      type="button"
      title={shown}
      onClick={copy}
      className={buttonVariants({ variant: "secondary", size: "icon", className: "size-8" })}
    >
      {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
      <span aria-live="polite" className="sr-only">
        {shown}
      </span>
    </button>
  );
}
