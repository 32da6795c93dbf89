"use client";

import { Check, Copy } from "lucide-react";
import { useRef } from "react";

import { buttonVariants } from "@/components/ui/button";
import { useCopy } from "@/components/ui/hooks/use-copy";
import { useTexts } from "#texts";

/** Copies the code beside it, which is not sent to the browser a second time. */
export function CopyCode() {
  const t = useTexts();
  const button = useRef<HTMLButtonElement>(null);
  const { isCopied, copy } = useCopy(
    () => button.current?.parentElement?.querySelector("pre")?.textContent ?? "",
  );
  const label = isCopied ? t("blocks.copied") : t("blocks.copy");
  return (
    <button
      ref={button}
      type="button"
      title={label}
      onClick={copy}
      className={buttonVariants({ variant: "secondary", size: "icon", className: "size-8" })}
    >
      {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
      <span aria-live="polite" className="sr-only">
        {label}
      </span>
    </button>
  );
}
