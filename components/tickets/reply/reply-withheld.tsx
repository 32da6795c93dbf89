"use client";

import { Check, Copy } from "lucide-react";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useCopy } from "@/components/ui/hooks/use-copy";
import { useTexts } from "#texts";

import { ProviderLink } from "./provider-link";

export interface ReplyWithheldProps {
  providerName: string;
  providerUrl: string | null;
  /** What was typed. */
  text: string;
}

/** Replies became impossible while this one was being written: it stays, to be copied. */
export function ReplyWithheld({ providerName, providerUrl, text }: ReplyWithheldProps) {
  const t = useTexts();
  const { isCopied, copy } = useCopy(text);
  const Icon = isCopied ? Check : Copy;
  return (
    <Alert
      tone="warning"
      role="status"
      title={t("reply.withheld", { provider: providerName })}
      action={
        <>
          <Button variant="secondary" size="small" disabled={text === ""} onClick={copy}>
            {t(isCopied ? "reply.copied" : "reply.copy")}
            <Icon aria-hidden />
          </Button>
          <ProviderLink providerName={providerName} providerUrl={providerUrl} />
        </>
      }
    >
      <p>{t("reply.withheldHint", { provider: providerName })}</p>
    </Alert>
  );
}
