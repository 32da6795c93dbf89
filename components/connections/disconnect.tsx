"use client";

import { useId, useState, useTransition } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Checkbox } from "@/components/ui/form/checkbox";
import type { Failure, Result } from "@/lib/result";
import { cn } from "@/lib/utils";

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
  const [open, setOpen] = useState(false);
  const [erase, setErase] = useState(isDisconnected);
  const [sure, setSure] = useState(false);
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<Failure | null>(null);
  const name = useId();

  function begin() {
    setErase(isDisconnected);
    setSure(false);
    setFailure(null);
    setOpen(true);
  }

  function confirm() {
    setFailure(null);
    startTransition(async () => {
      const result = await actionResult(disconnect({ connectionId, erase }));
      if (result.ok) setOpen(false);
      else setFailure(result);
    });
  }

  const doing = erase ? "Erasing…" : "Disconnecting…";
  const word = isDisconnected
    ? "Erase the history"
    : erase
      ? "Disconnect and erase"
      : "Disconnect account";
  return (
    <>
      <Button variant="danger" size="small" onClick={begin}>
        {isDisconnected ? "Erase history" : "Disconnect"}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={
          isDisconnected ? `Erase the history of ${accountName}?` : `Disconnect ${accountName}?`
        }
      >
        <div className="grid gap-4">
          {failure ? (
            <FailureAlert
              failure={failure}
              title={isDisconnected ? "Nothing was erased" : "The account was not disconnected"}
            />
          ) : null}
          {isDisconnected ? null : (
            <>
              <p className="text-pretty">
                The stored key is destroyed at once, and nothing more is read or sent. At the
                provider nothing changes.
              </p>
              <fieldset className="grid gap-2">
                <legend className="mb-2 text-sm font-medium">The history of this account</legend>
                <Choice
                  name={name}
                  checked={!erase}
                  onChoose={() => setErase(false)}
                  label="Keep the history for staff"
                >
                  {
                    "Tickets read so far stay here as they were last seen, for you and for the portal’s staff."
                  }
                </Choice>
                <Choice
                  name={name}
                  checked={erase}
                  onChoose={() => setErase(true)}
                  label="Erase the history of this account"
                >
                  Its tickets, messages, files and history are deleted here. For a large account
                  this takes a few minutes. It cannot be undone.
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
                Erase everything that was read and filed through this account
              </label>
            </div>
          ) : null}
          <div className="flex flex-wrap justify-end gap-2">
            <Button variant="ghost" onClick={() => setOpen(false)}>
              Keep it
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
