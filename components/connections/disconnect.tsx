"use client";

import { useId, useState, useTransition } from "react";

import { useProved } from "@/components/accounts/proof/use-proved";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Checkbox } from "@/components/ui/form/checkbox";
import type { Failure, Result } from "@/lib/result";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

export type Disconnect = (input: unknown) => Promise<Result<{ connectionId: string }>>;

interface DisconnectButtonProps {
  connectionId: string;
  accountName: string;
  disconnect: Disconnect;
  /** Already disconnected; only its history can be erased. */
  isDisconnected?: boolean;
}

interface ChoiceProps {
  name: string;
  checked: boolean;
  onChoose: () => void;
  label: string;
  children: string;
}

function Choice({ name, checked, onChoose, label, children }: ChoiceProps) {
  const id = useId();
  return (
    <div
      className={cn(
        "flex items-start gap-3 rounded-md border px-3 py-2.5 has-checked:border-primary",
        "has-checked:bg-tint/50",
      )}
    >
      <input
        type="radio"
        id={id}
        name={name}
        checked={checked}
        onChange={onChoose}
        aria-describedby={`${id}-help`}
        className="mt-1 size-4 shrink-0 accent-primary"
      />
      <div>
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <p id={`${id}-help`} className="text-[0.8125rem] text-pretty text-muted-foreground">
          {children}
        </p>
      </div>
    </div>
  );
}

/** Asks whether to keep or erase the history before it disconnects. */
export function DisconnectButton({
  connectionId,
  accountName,
  disconnect,
  isDisconnected = false,
}: DisconnectButtonProps) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const [erase, setErase] = useState(isDisconnected);
  const [sure, setSure] = useState(false);
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<Failure | null>(null);
  const name = useId();
  const disconnectProved = useProved(disconnect);

  function begin() {
    setErase(isDisconnected);
    setSure(false);
    setFailure(null);
    setOpen(true);
  }

  function confirm() {
    setFailure(null);
    startTransition(async () => {
      const result = await disconnectProved({ connectionId, erase });
      if (result.ok) setOpen(false);
      else setFailure(result);
    });
  }

  const doing = erase ? t("connectionForms.erasing") : t("connectionForms.disconnecting");
  const word = isDisconnected
    ? t("connectionForms.eraseNow")
    : erase
      ? t("connectionForms.disconnectAndErase")
      : t("connectionForms.disconnectNow");
  return (
    <>
      <Button variant={isDisconnected ? "danger" : "ghost"} size="small" onClick={begin}>
        {isDisconnected ? t("connectionForms.erase") : t("connectionForms.disconnect")}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={
          isDisconnected
            ? t("connectionForms.eraseOf", { account: accountName })
            : t("connectionForms.disconnectAccount", { account: accountName })
        }
      >
        <div className="grid gap-4">
          {failure ? (
            <FailureAlert
              failure={failure}
              title={
                isDisconnected
                  ? t("connectionForms.notErased")
                  : t("connectionForms.notDisconnected")
              }
            />
          ) : null}
          {isDisconnected ? null : (
            <>
              <p className="text-pretty">{t("connectionForms.disconnectHint")}</p>
              <fieldset className="grid gap-2">
                <legend className="mb-2 text-sm font-medium">{t("connectionForms.history")}</legend>
                <Choice
                  name={name}
                  checked={!erase}
                  onChoose={() => setErase(false)}
                  label={t("connectionForms.keepHistory")}
                >
                  {t("connectionForms.keepHistoryHint")}
                </Choice>
                <Choice
                  name={name}
                  checked={erase}
                  onChoose={() => setErase(true)}
                  label={t("connectionForms.eraseHistory")}
                >
                  {t("connectionForms.eraseHistoryHint")}
                </Choice>
              </fieldset>
            </>
          )}
          {erase ? (
            <div className="flex items-start gap-3">
              <Checkbox
                id={`${name}-sure`}
                checked={sure}
                onChange={(event) => setSure(event.target.checked)}
              />
              <label htmlFor={`${name}-sure`} className="-mt-0.5 text-pretty">
                {t("connectionForms.eraseSure")}
              </label>
            </div>
          ) : null}
          <div className="flex flex-wrap justify-end gap-2">
            <Button variant="ghost" onClick={() => setOpen(false)}>
              {t("common.cancel")}
            </Button>
            <Button variant="danger" disabled={pending || (erase && !sure)} onClick={confirm}>
              {pending ? doing : word}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
