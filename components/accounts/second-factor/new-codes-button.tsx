"use client";

import type { Result } from "@/lib/result";
import { useTexts } from "#texts";

import { ConfirmButton } from "./confirm-button";

interface NewCodesButtonProps {
  regenerate: (input: unknown) => Promise<Result<{ codes: string[] }>>;
  onCodes: (codes: string[]) => void;
  /** In place of a control that had the focus. */
  autoFocus: boolean;
}

export function NewCodesButton({ regenerate, onCodes, autoFocus }: NewCodesButtonProps) {
  const t = useTexts();
  return (
    <ConfirmButton
      label={t("secondFactor.newCodes")}
      variant="secondary"
      title={t("secondFactor.newCodesTitle")}
      hint={t("secondFactor.newCodesHint")}
      confirmLabel={t("secondFactor.makeCodes")}
      pendingLabel={t("secondFactor.makingCodes")}
      failureTitle={t("secondFactor.notReplaced")}
      autoFocus={autoFocus}
      action={regenerate}
      onDone={({ codes }) => onCodes(codes)}
    />
  );
}
