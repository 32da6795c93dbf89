"use client";

import { useState, useTransition } from "react";

import { useProved } from "@/components/accounts/proof/use-proved";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { Failure, Result } from "@/lib/result";
import { useTexts } from "#texts";

interface ConfirmButtonProps<T> {
  label: string;
  variant: "secondary" | "danger";
  title: string;
  hint: string;
  confirmLabel: string;
  pendingLabel: string;
  failureTitle: string;
  /** In place of a control that had the focus. */
  autoFocus?: boolean;
  action: (input: unknown) => Promise<Result<T>>;
  onDone: (data: T) => void;
}

/** Asks for confirmation in a dialog that says what the action does. */
export function ConfirmButton<T>({
  label,
  variant,
  title,
  hint,
  confirmLabel,
  pendingLabel,
  failureTitle,
  autoFocus,
  action,
  onDone,
}: ConfirmButtonProps<T>) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<Failure | null>(null);
  const proved = useProved(action);

  function begin() {
    setFailure(null);
    setOpen(true);
  }

  function confirm() {
    setFailure(null);
    startTransition(async () => {
      const result = await proved({});
      if (!result.ok) return setFailure(result);
      setOpen(false);
      onDone(result.data);
    });
  }

  return (
    <>
      <Button variant={variant} size="small" autoFocus={autoFocus} onClick={begin}>
        {label}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={title}>
        <div className="grid gap-4">
          <div aria-live="assertive" className="empty:hidden">
            {failure ? <FailureAlert failure={failure} title={failureTitle} /> : null}
          </div>
          <p className="text-pretty">{hint}</p>
          <div className="flex flex-wrap justify-end gap-2">
            <Button variant="ghost" onClick={() => setOpen(false)}>
              {t("common.cancel")}
            </Button>
            <Button
              variant={variant === "danger" ? "danger" : "primary"}
              disabled={pending}
              onClick={confirm}
            >
              {pending ? pendingLabel : confirmLabel}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
