"use client";

import { type FormEvent, type ReactNode, useState } from "react";

import { useProved } from "@/components/accounts/proof/use-proved";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import type { Failure } from "@/lib/result";
import { useTexts } from "#texts";

import type { ChangePasskey } from "./add-passkey";

interface PasskeyDialogProps {
  passkey: { id: string; name: string };
  change: ChangePasskey;
  onStart: () => void;
  onDone: () => void;
}

interface FrameProps extends PasskeyDialogProps {
  word: string;
  title: string;
  failed: string;
  danger?: boolean;
  submitWord: string;
  children: (failure: Failure | null) => ReactNode;
}

function PasskeyDialog({
  passkey,
  change,
  onStart,
  onDone,
  word,
  title,
  failed,
  danger = false,
  submitWord,
  children,
}: FrameProps) {
  const t = useTexts();
  const changeProved = useProved(change);
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.currentTarget));
    setPending(true);
    setFailure(null);
    const result = await changeProved({ ...given, id: passkey.id });
    setPending(false);
    if (!result.ok) return setFailure(result);
    setOpen(false);
    onDone();
  }

  return (
    <>
      <Button
        variant={danger ? "danger" : "secondary"}
        size="small"
        aria-label={title}
        onClick={() => {
          setFailure(null);
          onStart();
          setOpen(true);
        }}
      >
        {word}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={title}>
        <form noValidate onSubmit={submit} className="grid gap-4">
          {failure && !failure.fieldErrors.name ? (
            <FailureAlert failure={failure} title={failed} />
          ) : null}
          {children(failure)}
          <div className="flex justify-end gap-2">
            <Button variant="ghost" onClick={() => setOpen(false)}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" variant={danger ? "danger" : "primary"} disabled={pending}>
              {submitWord}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}

export function RenamePasskey(props: PasskeyDialogProps) {
  const { passkey } = props;
  const t = useTexts();
  return (
    <PasskeyDialog
      {...props}
      word={t("passkeys.rename")}
      title={t("passkeys.renameNamed", { name: passkey.name })}
      failed={t("passkeys.notRenamed")}
      submitWord={t("passkeys.save")}
    >
      {(failure) => (
        <Field
          id={`passkey-${passkey.id}`}
          label={t("passkeys.name")}
          error={failure?.fieldErrors.name}
        >
          {(control) => (
            <Input {...control} name="name" defaultValue={passkey.name} maxLength={60} required />
          )}
        </Field>
      )}
    </PasskeyDialog>
  );
}

export function RemovePasskey(props: PasskeyDialogProps) {
  const { passkey } = props;
  const t = useTexts();
  return (
    <PasskeyDialog
      {...props}
      word={t("passkeys.remove")}
      title={t("passkeys.removeNamed", { name: passkey.name })}
      failed={t("passkeys.notRemoved")}
      danger
      submitWord={t("passkeys.remove")}
    >
      {() => <p className="text-pretty">{t("passkeys.removeHint")}</p>}
    </PasskeyDialog>
  );
}
