"use client";

import { useState, useTransition } from "react";

import { useProved } from "@/components/accounts/proof/use-proved";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Button } from "@/components/ui/button";
import type { AuthenticatorSetup } from "@/lib/accounts/second-factor/setup-token";
import type { Failure, Result } from "@/lib/result";
import { useTexts } from "#texts";

interface SetupButtonProps {
  begin: (input: unknown) => Promise<Result<AuthenticatorSetup>>;
  onBegun: (setup: AuthenticatorSetup) => void;
  /** In place of a control that had the focus. */
  autoFocus: boolean;
}

export function SetupButton({ begin, onBegun, autoFocus }: SetupButtonProps) {
  const t = useTexts();
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<Failure | null>(null);
  const beginProved = useProved(begin);

  const start = () =>
    startTransition(async () => {
      const result = await beginProved({});
      if (result.ok) onBegun(result.data);
      else setFailure(result);
    });

  return (
    <>
      <div aria-live="assertive" className="empty:hidden">
        {failure ? <FailureAlert failure={failure} title={t("secondFactor.notBegun")} /> : null}
      </div>
      <div>
        <Button variant="secondary" disabled={pending} autoFocus={autoFocus} onClick={start}>
          {t("secondFactor.setUp")}
        </Button>
      </div>
    </>
  );
}
