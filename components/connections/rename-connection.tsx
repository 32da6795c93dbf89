"use client";

import { type FormEvent, useState, useTransition } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import type { Failure, Result } from "@/lib/result";
import { useTexts } from "#texts";

export type RenameConnection = (input: unknown) => Promise<Result<{ connectionId: string }>>;

interface RenameConnectionProps {
  connectionId: string;
  accountName: string;
  rename: RenameConnection;
}

export function RenameConnectionButton({
  connectionId,
  accountName,
  rename,
}: RenameConnectionProps) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<Failure | null>(null);
  const error = failure?.fieldErrors.label;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const label = new FormData(event.currentTarget).get("label");
    setFailure(null);
    startTransition(async () => {
      const result = await actionResult(t, rename({ connectionId, label }));
      if (result.ok) setOpen(false);
      else setFailure(result);
    });
  }

  return (
    <>
      <Button
        variant="ghost"
        size="small"
        onClick={() => {
          setFailure(null);
          setOpen(true);
        }}
      >
        {t("connectionForms.rename")}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={t("connectionForms.renameOf", { account: accountName })}
      >
        <form onSubmit={submit} noValidate className="grid gap-4">
          {failure && !error ? (
            <FailureAlert failure={failure} title={t("connectionForms.notRenamed")} keepsText />
          ) : null}
          <Field
            id="new-label"
            label={t("connectionForms.label")}
            help={t("connectionForms.labelHelp")}
            error={error}
          >
            {(control) => (
              <Input {...control} name="label" defaultValue={accountName} maxLength={80} required />
            )}
          </Field>
          <div className="flex justify-end gap-2">
            <Button variant="ghost" onClick={() => setOpen(false)}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" disabled={pending}>
              {t(pending ? "connectionForms.renaming" : "connectionForms.saveLabel")}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
