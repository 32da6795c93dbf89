"use client";

import { type FormEvent, useEffect, useId, useRef, useState, useTransition } from "react";

import { useProved } from "@/components/accounts/proof/use-proved";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { Select } from "@/components/ui/form/select";
import { useHydrated } from "@/components/ui/hooks/use-hydrated";
import { Panel } from "@/components/ui/panel";
import { Spinner } from "@/components/ui/spinner";
import type { Invited } from "@/lib/accounts/invitations/types";
import { LANGUAGE_NAMES, LANGUAGES } from "@/lib/i18n/languages";
import type { Result } from "@/lib/result";
import { useLanguage, useTexts } from "#texts";

export type Invite = (input: unknown) => Promise<Result<Invited>>;

interface InvitePanelProps {
  /** Null: to a role in the portal. */
  organizationId: string | null;
  roles: ReadonlyArray<{ value: string; label: string }>;
  rolesHelp: string;
  defaultRole: string;
  sendsMail: boolean;
  invite: Invite;
}

export function InvitePanel({
  organizationId,
  roles,
  rolesHelp,
  defaultRole,
  sendsMail,
  invite,
}: InvitePanelProps) {
  const t = useTexts();
  const language = useLanguage();
  const id = useId();
  const isHydrated = useHydrated();
  const act = useProved(invite);
  const [pending, startTransition] = useTransition();
  const [result, setResult] = useState<Result<Invited> | null>(null);
  const email = useRef<HTMLInputElement>(null);
  const errors = result && !result.ok ? result.fieldErrors : {};
  const target =
    organizationId === null ? { to: "portal" } : { to: "organization", organizationId };

  // Focuses the field for the next address, or the wrong one. A link takes the focus itself.
  useEffect(() => {
    if (result && (result.ok ? result.data.link === null : result.fieldErrors.email))
      email.current?.focus();
  }, [result]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const form = event.currentTarget;
    const input = { ...Object.fromEntries(new FormData(form)), ...target };
    setResult(null);
    startTransition(async () => {
      const answer = await act(input);
      setResult(answer);
      if (answer.ok) form.reset();
    });
  }

  return (
    <Panel title={t("invitePeople.title")}>
      <form onSubmit={submit} noValidate className="grid gap-4 px-4 py-4">
        <div aria-live="polite" className="empty:absolute">
          {result?.ok ? <InvitedNote invited={result.data} /> : null}
          {result && !result.ok && !errors.email && !errors.role && !errors.language ? (
            <FailureAlert failure={result} title={t("invitePeople.notSent")} keepsText />
          ) : null}
        </div>
        <div className="grid gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)]">
          <Field id={`${id}-email`} label={t("invitePeople.email")} error={errors.email}>
            {(control) => (
              <Input
                {...control}
                ref={email}
                name="email"
                type="email"
                dir="ltr"
                autoComplete="off"
              />
            )}
          </Field>
          <Field id={`${id}-role`} label={t("invitePeople.role")} error={errors.role}>
            {(control) => (
              <Select key={defaultRole} {...control} name="role" defaultValue={defaultRole}>
                {roles.map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field id={`${id}-language`} label={t("invitePeople.language")} error={errors.language}>
            {(control) => (
              <Select {...control} name="language" defaultValue={language}>
                {LANGUAGES.map((one) => (
                  <option key={one} value={one} lang={one}>
                    {LANGUAGE_NAMES[one]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <p className="text-[0.8125rem] text-pretty text-muted-foreground">{rolesHelp}</p>
        {sendsMail ? null : (
          <p className="text-[0.8125rem] text-muted-foreground">{t("invitePeople.noMail")}</p>
        )}
        <div>
          <Button type="submit" disabled={!isHydrated} aria-disabled={pending}>
            {pending ? <Spinner /> : null}
            {t(pending ? "invitePeople.sending" : "invitePeople.send")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

/** The outcome, with the link where no mail is sent. */
export function InvitedNote({ invited: { email, link } }: { invited: Invited }) {
  const t = useTexts();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), [link]);
  if (link === null) return <Alert tone="success">{t("invitePeople.sent", { email })}</Alert>;
  return (
    <Alert tone="success">
      <p className="[overflow-wrap:anywhere]">{t("invitePeople.link", { email })}</p>
      <Input
        ref={field}
        readOnly
        dir="ltr"
        aria-label={t("invitePeople.copy")}
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
    </Alert>
  );
}
