"use client";

import type { ReactNode } from "react";

import { CopyButton } from "@/components/ui/copy-button";
import { useFocusedText } from "@/components/ui/hooks/use-focused-text";
import { useTexts } from "#texts";

interface NewSecretProps {
  secret: string;
  title: string;
  children?: ReactNode;
}

/** Shown once. */
export function NewSecret({ secret, title, children }: NewSecretProps) {
  const t = useTexts();
  const heading = useFocusedText(secret);
  return (
    <div className="grid gap-3 rounded-md border bg-muted px-4 py-3">
      <p ref={heading} tabIndex={-1} className="font-medium outline-none">
        {title}
      </p>
      <p className="text-pretty">{t("webhooks.secretHint")}</p>
      <code translate="no" className="font-mono [overflow-wrap:anywhere]">
        {secret}
      </code>
      <div className="flex flex-wrap items-center gap-3">
        <CopyButton text={secret} label={t("webhooks.copy")} copied={t("webhooks.copied")} />
        {children}
      </div>
    </div>
  );
}
