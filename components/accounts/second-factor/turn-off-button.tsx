"use client";

import type { Result } from "@/lib/result";
import { useTexts } from "#texts";

import { ConfirmButton } from "./confirm-button";

interface TurnOffButtonProps {
  turnOff: (input: unknown) => Promise<Result<null>>;
  onDone: () => void;
}

export function TurnOffButton({ turnOff, onDone }: TurnOffButtonProps) {
  const t = useTexts();
  return (
    <ConfirmButton
      label={t("secondFactor.turnOff")}
      variant="danger"
      title={t("secondFactor.turnOffTitle")}
      hint={t("secondFactor.turnOffHint")}
      confirmLabel={t("secondFactor.turnOff")}
      pendingLabel={t("secondFactor.turningOff")}
      failureTitle={t("secondFactor.notTurnedOff")}
      action={turnOff}
      onDone={onDone}
    />
  );
}
