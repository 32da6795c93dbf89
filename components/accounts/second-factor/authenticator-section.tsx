"use client";

import { useState } from "react";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { AuthenticatorSetup } from "@/lib/accounts/second-factor/setup-token";
import type { SecondFactorStatus } from "@/lib/accounts/second-factor/status";
import type { Result } from "@/lib/result";
import { formatList } from "@/lib/text/format-list";
import { useLanguage, useTexts } from "#texts";

import { NewCodesButton } from "./new-codes-button";
import { RecoveryCodes } from "./recovery-codes";
import { SetupButton } from "./setup-button";
import { type ConfirmSetup, SetupForm } from "./setup-form";
import { TurnOffButton } from "./turn-off-button";

interface AuthenticatorCommands {
  begin: (input: unknown) => Promise<Result<AuthenticatorSetup>>;
  confirm: ConfirmSetup;
  regenerate: (input: unknown) => Promise<Result<{ codes: string[] }>>;
  turnOff: (input: unknown) => Promise<Result<null>>;
}

interface AuthenticatorSectionProps {
  status: SecondFactorStatus;
  email: string;
  canTurnOff: boolean;
  commands: AuthenticatorCommands;
}

export function AuthenticatorSection({
  status,
  email,
  canTurnOff,
  commands,
}: AuthenticatorSectionProps) {
  const t = useTexts();
  const [setup, setSetup] = useState<AuthenticatorSetup | null>(null);
  /** The control that had the focus is gone. */
  const [isFocusLost, setIsFocusLost] = useState(false);
  const [codes, setCodes] = useState<string[] | null>(null);

  function show(next: string[]) {
    setSetup(null);
    setCodes(next);
  }

  const isOn = status.hasAuthenticator;
  return (
    <Panel
      id="authenticator"
      title={t("secondFactor.title")}
      aside={
        <Badge tone={isOn ? "tint" : "quiet"}>
          {t(isOn ? "secondFactor.on" : "secondFactor.off")}
        </Badge>
      }
    >
      <div className="grid gap-4 px-4 py-4">
        <StatusText status={status} />
        {codes ? (
          <RecoveryCodes codes={codes} email={email}>
            <Button
              onClick={() => {
                setCodes(null);
                setIsFocusLost(true);
              }}
            >
              {t("secondFactor.codesSaved")}
            </Button>
          </RecoveryCodes>
        ) : setup && !isOn ? (
          <SetupForm
            setup={setup}
            confirm={commands.confirm}
            onCodes={show}
            onCancel={() => {
              setSetup(null);
              setIsFocusLost(true);
            }}
          />
        ) : isOn ? (
          <div className="flex flex-wrap gap-2">
            <NewCodesButton
              regenerate={commands.regenerate}
              onCodes={show}
              autoFocus={isFocusLost}
            />
            {canTurnOff ? (
              <TurnOffButton turnOff={commands.turnOff} onDone={() => setIsFocusLost(true)} />
            ) : null}
          </div>
        ) : (
          <SetupButton begin={commands.begin} onBegun={setSetup} autoFocus={isFocusLost} />
        )}
      </div>
    </Panel>
  );
}

function StatusText({ status }: { status: SecondFactorStatus }) {
  const t = useTexts();
  const isNeeded = status.isRequiredByRole || status.requiredBy.length > 0;
  return (
    <div className="grid gap-1 text-pretty">
      <p>{t(status.hasAuthenticator ? "secondFactor.onHint" : "secondFactor.offHint")}</p>
      {status.hasAuthenticator ? (
        <p>{t("secondFactor.codesLeft", { count: status.recoveryCodes })}</p>
      ) : null}
      {isNeeded ? (
        <p className="text-muted-foreground">
          <RequirementText status={status} />
        </p>
      ) : null}
    </div>
  );
}

function RequirementText({ status }: { status: SecondFactorStatus }) {
  const t = useTexts();
  const language = useLanguage();
  const { isRequiredByRole, isRequiredByAll, requiredBy, isWaived } = status;
  if (isRequiredByRole)
    return t(isWaived ? "secondFactor.waivedByRole" : "secondFactor.requiredByRole");
  const organizations = formatList(requiredBy, language);
  if (isWaived) return t("secondFactor.waivedBy", { organizations });
  return t(isRequiredByAll ? "secondFactor.requiredBy" : "secondFactor.neededFor", {
    organizations,
  });
}
