"use client";

import { useState, useTransition } from "react";

import { useProved } from "@/components/accounts/proof/use-proved";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { DialogButton } from "@/components/people/dialogs/dialog-button";
import { DialogHost, DialogStatus, useDialogDone } from "@/components/people/dialogs/dialog-host";
import type { DialogAction } from "@/components/people/dialogs/dialog-question";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Spinner } from "@/components/ui/spinner";
import type { Invited, PendingInvitation } from "@/lib/accounts/invitations/types";
import type { Result } from "@/lib/result";
import { useTexts } from "#texts";

import { type Invite, InvitedNote } from "./invite-panel";

interface PendingInvitationsProps {
  /** With the day until which each works, as it is shown. */
  invitations: ReadonlyArray<PendingInvitation & { untilDay: string }>;
  resend: Invite;
  withdraw: DialogAction;
}

export function PendingInvitations(props: PendingInvitationsProps) {
  return (
    <DialogHost>
      <PendingPanel {...props} />
    </DialogHost>
  );
}

function PendingPanel({ invitations, ...actions }: PendingInvitationsProps) {
  const t = useTexts();
  const done = useDialogDone();
  if (invitations.length === 0 && done === "") return null;
  return (
    <Panel title={t("invitePeople.pending")}>
      <DialogStatus className={invitations.length === 0 ? "px-4 py-3" : undefined} />
      <ul className="divide-y">
        {invitations.map((invitation) => (
          // The address stays when the invitation is replaced.
          <InvitationRow key={invitation.email} invitation={invitation} {...actions} />
        ))}
      </ul>
    </Panel>
  );
}

type InvitationRowProps = Omit<PendingInvitationsProps, "invitations"> & {
  invitation: PendingInvitationsProps["invitations"][number];
};

function InvitationRow({ invitation, resend, withdraw }: InvitationRowProps) {
  const t = useTexts();
  const { id: invitationId, email, role, invitedByName, isExpired, untilDay } = invitation;
  const act = useProved(resend);
  const [pending, startTransition] = useTransition();
  const [result, setResult] = useState<Result<Invited> | null>(null);
  function sendAgain() {
    if (pending) return;
    setResult(null);
    startTransition(async () => setResult(await act({ invitationId })));
  }
  return (
    <li aria-label={email} className="grid gap-3 px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="grid min-w-0 gap-1 text-[0.8125rem] text-muted-foreground">
          <p className="flex flex-wrap items-center gap-2 text-sm text-foreground">
            <span translate="no" className="[overflow-wrap:anywhere]">
              {email}
            </span>
            <Badge tone="quiet">{t(`roles.${role}`)}</Badge>
          </p>
          <p>
            {isExpired ? t("invitePeople.expired") : t("invitePeople.expires", { day: untilDay })}
          </p>
          {invitedByName === null ? null : <p>{t("invitePeople.by", { name: invitedByName })}</p>}
        </div>
        <div className="flex flex-wrap gap-2">
          <Button
            variant="secondary"
            size="small"
            aria-label={t("invitePeople.resendTo", { email })}
            aria-disabled={pending}
            onClick={sendAgain}
          >
            {pending ? <Spinner /> : null}
            {t("invitePeople.resend")}
          </Button>
          <DialogButton
            label={t("invitePeople.withdraw")}
            name={t("invitePeople.withdrawOf", { email })}
            title={t("invitePeople.withdrawOf", { email })}
            hint={t("invitePeople.withdrawHint")}
            submit={t("invitePeople.withdraw")}
            failureTitle={t("invitePeople.notWithdrawn")}
            done={t("invitePeople.withdrawn", { email })}
            action={withdraw}
            given={{ invitationId }}
            isDanger
            isButtonGone
          />
        </div>
      </div>
      <div aria-live="polite" className="empty:hidden">
        {result?.ok ? <InvitedNote invited={result.data} /> : null}
        {result && !result.ok ? (
          <FailureAlert failure={result} title={t("invitePeople.notSent")} />
        ) : null}
      </div>
    </li>
  );
}
