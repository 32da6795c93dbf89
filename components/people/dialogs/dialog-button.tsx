"use client";

import { Button } from "@/components/ui/button";
import { useHydrated } from "@/components/ui/hooks/use-hydrated";

import { useDialog } from "./dialog-host";
import type { DialogQuestion } from "./dialog-question";

interface DialogButtonProps extends DialogQuestion {
  label: string;
  /** The accessible name among buttons of the same label; contains the label. */
  name?: string;
  isPrimary?: boolean;
}

/** Asks in the dialog of the `DialogHost` around it. */
export function DialogButton({ label, name, isPrimary = false, ...question }: DialogButtonProps) {
  const ask = useDialog();
  const isHydrated = useHydrated();
  return (
    <Button
      variant={isPrimary ? "primary" : question.isDanger ? "danger" : "secondary"}
      size={isPrimary ? "default" : "small"}
      aria-label={name}
      disabled={!isHydrated}
      onClick={() => ask(question)}
    >
      {label}
    </Button>
  );
}
