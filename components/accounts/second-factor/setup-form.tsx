"use client";

import { type FormEvent, useRef, useState, useTransition } from "react";

import { CodeField } from "@/components/accounts/proof/code-field";
import { actionResult } from "@/components/feedback/action-result";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Spinner } from "@/components/ui/spinner";
import type { AuthenticatorSetup } from "@/lib/accounts/second-factor/setup-token";
import type { Failure, Result } from "@/lib/result";
import { useTexts } from "#texts";

export type ConfirmSetup = (input: unknown) => Promise<Result<{ codes: string[] }>>;

interface SetupFormProps {
  setup: AuthenticatorSetup;
  confirm: ConfirmSetup;
  onCodes: (codes: string[]) => void;
  /** Absent where the person must set up an app. */
  onCancel?: () => void;
}

const KEY_GROUP = /.{1,4}/g;

/** The secret as a QR code and as text; the first code of the app confirms it. */
export function SetupForm({ setup, confirm, onCodes, onCancel }: SetupFormProps) {
  const t = useTexts();
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useRef<HTMLFormElement>(null);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = new FormData(event.currentTarget).get("code");
    setFailure(null);
    startTransition(async () => {
      const result = await actionResult(t, confirm({ code, token: setup.token }));
      if (result.ok) return onCodes(result.data.codes);
      setFailure(result);
      form.current?.querySelector<HTMLInputElement>("input")?.select();
    });
  }

  const error = failure?.fieldErrors.code;
  const { size, path } = setup.qr;
  return (
    <form ref={form} onSubmit={submit} noValidate className="grid max-w-md gap-4">
      <p className="text-pretty">{t("secondFactor.scan")}</p>
      <svg
        viewBox={`0 0 ${size} ${size}`}
        role="img"
        aria-label={t("secondFactor.qrCode")}
        shapeRendering="crispEdges"
        className="w-48 rounded-md border bg-white"
      >
        <path d={path} className="fill-black" />
      </svg>
      <div className="grid gap-1.5">
        <p>{t("secondFactor.orType")}</p>
        {/* Gaps, and no blanks, which would be copied too. */}
        <p translate="no" className="font-mono text-sm select-all">
          {setup.secret.match(KEY_GROUP)?.map((group, index) => (
            <span key={index} className="inline-block pe-[1ch]">
              {group}
            </span>
          ))}
        </p>
        <div>
          <CopyButton
            text={setup.secret}
            label={t("secondFactor.copyKey")}
            copied={t("secondFactor.copied")}
          />
        </div>
      </div>
      <div aria-live="assertive" className="empty:absolute">
        {failure && !error ? (
          <FailureAlert failure={failure} title={t("secondFactor.notSetUp")} keepsText />
        ) : null}
      </div>
      <CodeField error={error} help={t("secondFactor.thenCode")} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" disabled={pending}>
          {pending ? <Spinner /> : null}
          {pending ? t("secondFactor.verifying") : t("secondFactor.verify")}
        </Button>
        {onCancel ? (
          <Button variant="ghost" disabled={pending} onClick={onCancel}>
            {t("common.cancel")}
          </Button>
        ) : null}
      </div>
    </form>
  );
}
