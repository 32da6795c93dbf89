"use client";

import { Download, Printer } from "lucide-react";
import type { ReactNode } from "react";

import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { useFocusedText } from "@/components/ui/hooks/use-focused-text";
import { useTexts } from "#texts";

interface RecoveryCodesProps {
  codes: readonly string[];
  email: string;
  /** The control that continues once the codes are saved. */
  children: ReactNode;
}

const FILE_NAME = "ticketbridge-recovery-codes.txt";

/** Shown once: to copy, to download or to print. */
export function RecoveryCodes({ codes, email, children }: RecoveryCodesProps) {
  const t = useTexts();
  const title = useFocusedText(codes.join());
  const text = `${t("secondFactor.fileHead", { email })}\n\n${codes.join("\n")}\n`;

  function download() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    link.download = FILE_NAME;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  return (
    <div className="grid gap-4">
      <div role="status" className="grid gap-1">
        <p ref={title} tabIndex={-1} className="font-medium outline-none">
          {t("secondFactor.codesTitle")}
        </p>
        <p className="text-pretty text-muted-foreground">{t("secondFactor.codesHint")}</p>
      </div>
      <ul
        data-print-alone=""
        aria-label={t("secondFactor.codesTitle")}
        translate="no"
        className="grid gap-x-6 gap-y-1 rounded-md border bg-muted px-4 py-3 font-mono sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton
          text={text}
          label={t("secondFactor.copyCodes")}
          copied={t("secondFactor.copied")}
        />
        <Button variant="secondary" size="small" onClick={download}>
          <Download aria-hidden />
          {t("secondFactor.download")}
        </Button>
        <Button variant="secondary" size="small" onClick={() => window.print()}>
          <Printer aria-hidden />
          {t("secondFactor.print")}
        </Button>
      </div>
      <div>{children}</div>
    </div>
  );
}
