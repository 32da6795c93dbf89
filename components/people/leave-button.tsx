"use client";

import { useTexts } from "#texts";

import { DialogButton } from "./dialogs/dialog-button";
import type { DialogAction } from "./dialogs/dialog-question";

interface LeaveButtonProps {
  organization: { id: string; name: string };
  leave: DialogAction;
  /** The accessible name among other such buttons. */
  isNamed?: boolean;
}

export function LeaveButton({ organization: { id, name }, leave, isNamed }: LeaveButtonProps) {
  const t = useTexts();
  const title = t("members.leaveOf", { organization: name });
  return (
    <DialogButton
      label={t("members.leave")}
      name={isNamed ? title : undefined}
      title={title}
      hint={t("members.leaveHint")}
      submit={t("members.leaveNow")}
      failureTitle={t("members.notLeft")}
      action={leave}
      given={{ organizationId: id }}
      isDanger
      next="/login"
    />
  );
}
