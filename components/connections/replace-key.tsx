"use client";

import { type FormEvent, useState, useTransition } from "react";

import { useProved } from "@/components/accounts/proof/use-proved";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import type { Failure, Result } from "@/lib/result";
import { useTexts } from "#texts";

import { CredentialField } from "./credential-field";

export type ReplaceKey = (input: unknown) => Promise<Result<{ connectionId: string }>>;

interface ReplaceKeyButtonProps {
  connectionId: string;
  /** The provider's name for it, e.g. "API key". */
  credentialLabel: string;
  accountName: string;
  providerName: string;
  replaceKey: ReplaceKey;
  /** The account cannot be synced without a new key. */
  isUrgent?: boolean;
}

/** Replaces the key; the account and its history stay. */
export function ReplaceKeyButton({
  connectionId,
  credentialLabel,
  accountName,
  providerName,
  replaceKey,
  isUrgent = false,
}: ReplaceKeyButtonProps) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<Failure | null>(null);
  const replaceKeyProved = useProved(replaceKey);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const credential = new FormData(event.currentTarget).get("credential");
    setFailure(null);
    startTransition(async () => {
      const result = await replaceKeyProved({ connectionId, credential });
      if (result.ok) setOpen(false);
      else setFailure(result);
    });
  }

  return (
    <>
      <Button
        variant={isUrgent ? "primary" : "secondary"}
        size="small"
        onClick={() => {
          setFailure(null);
          setOpen(true);
        }}
      >
        {t("connectionForms.replaceKey")}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t("connectionForms.replaceKeyOf", { account: accountName })}
      >
        <form onSubmit={submit} noValidate autoComplete="off" className="grid gap-4">
          {failure && !failure.fieldErrors.credential ? (
            <FailureAlert
              failure={failure}
              title={t("connectionForms.notReplaced")}
              keepsText
              providerName={providerName}
            />
          ) : null}
          <CredentialField
            label={credentialLabel}
            help={t("connectionForms.newKeyHelp")}
            failure={failure}
            providerName={providerName}
          />
          <div className="flex justify-end gap-2">
            <Button variant="ghost" onClick={() => setOpen(false)}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" disabled={pending}>
              {pending ? <Spinner /> : null}
              {pending ? t("connectionForms.testing") : t("connectionForms.saveKey")}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
