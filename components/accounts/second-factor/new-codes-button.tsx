"use client";

import type { Result } from "@/lib/result";
import { useTexts } from "#texts";

import { ConfirmButton } from "./confirm-button";

interface NewCodesButtonProps {
  regenerate: (input: unknown) => Promise<Result<{ codes: string[] }>>;
  onCodes: (codes: string[]) => void;
}

export function NewCodesButton({ regenerate, onCodes }: NewCodesButtonProps) {
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
      action={regenerate}
      onDone={({ codes }) => onCodes(codes)}
    />
  );
}
