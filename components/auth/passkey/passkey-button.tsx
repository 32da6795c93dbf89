"use client";

import { useCallback, useEffect, useRef, useState } from "react";

import { openSignedIn } from "@/components/auth/signed-in";
import { withFragment } from "@/components/auth/with-fragment";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useHydrated } from "@/components/ui/hooks/use-hydrated";
import { Spinner } from "@/components/ui/spinner";
import { useTexts } from "#texts";

import { askDeviceToSignIn } from "./sign-in-with-passkey";

interface PasskeyButtonProps {
  /** The local path to go to after signing in. */
  next: string;
  label?: string;
  /** The page has a field where the browser may offer passkeys. */
  hasAutofill?: boolean;
}

const unanswered = { ok: false, code: "unreachable" } as const;

/** Signs in with a passkey, which counts as two factors. */
export function PasskeyButton({ next, label, hasAutofill = false }: PasskeyButtonProps) {
  const t = useTexts();
  const isHydrated = useHydrated();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const run = useCallback(
    async (isAutofill: boolean) => {
      const result = await askDeviceToSignIn(isAutofill).catch(() => unanswered);
      if (result?.ok) return openSignedIn(withFragment(next));
      setPending(false);
      if (result === null) setProblem(isAutofill ? null : t("passkeys.cancelled"));
      else if (!isAutofill || result.code !== "unreachable")
        setProblem("message" in result ? result.message : t("failure.unreachable"));
    },
    [next, t],
  );

  const hasOffered = useRef(false);
  useEffect(() => {
    // Once: a second request would end the first.
    if (!hasAutofill || hasOffered.current || !("PublicKeyCredential" in window)) return;
    hasOffered.current = true;
    void run(true);
  }, [hasAutofill, run]);

  if (isHydrated && !("PublicKeyCredential" in window)) return null;
  return (
    <div className="grid gap-3">
      <Button
        variant="secondary"
        width="full"
        disabled={!isHydrated || pending}
        onClick={() => {
          setPending(true);
          setProblem(null);
          void run(false);
        }}
      >
        {pending ? <Spinner /> : null}
        {label ?? t("passkeys.signIn")}
      </Button>
      <div aria-live="polite" className="empty:absolute">
        {problem ? <Alert tone="danger">{problem}</Alert> : null}
      </div>
    </div>
  );
}
