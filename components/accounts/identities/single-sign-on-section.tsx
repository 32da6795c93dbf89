"use client";

import { useState, useTransition } from "react";

import { useProved } from "@/components/accounts/proof/use-proved";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Button } from "@/components/ui/button";
import { useFocusedText } from "@/components/ui/hooks/use-focused-text";
import { useHydrated } from "@/components/ui/hooks/use-hydrated";
import { Panel } from "@/components/ui/panel";
import type { Locale } from "@/components/ui/time/format-time";
import type { SingleSignOn } from "@/lib/accounts/identities/queries";
import type { Failure, Result } from "@/lib/result";
import { issuerUrl, securityUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { IdentityRow } from "./identity-row";
import { LinkOutcome } from "./link-outcome";

interface SingleSignOnSectionProps {
  view: SingleSignOn;
  locale: Locale;
  /** The outcome of linking an issuer. */
  outcome: string | undefined;
  start: (input: unknown) => Promise<Result<null>>;
  remove: (input: unknown) => Promise<Result<null>>;
}

/** The sign-ins at issuers that are linked to the viewer. */
export function SingleSignOnSection(props: SingleSignOnSectionProps) {
  const { view, locale, outcome } = props;
  const t = useTexts();
  const isHydrated = useHydrated();
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [removed, setRemoved] = useState("");
  const status = useFocusedText(removed);
  const start = useProved(props.start);
  const remove = useProved(props.remove);

  function link(issuerId: string, form: HTMLFormElement | null) {
    setFailure(null);
    startTransition(async () => {
      const result = await start({ issuerId });
      if (result.ok) form?.submit();
      else setFailure(result);
    });
  }

  function removeOne(id: string, issuer: string) {
    setFailure(null);
    setRemoved("");
    startTransition(async () => {
      const result = await remove({ id });
      if (result.ok) setRemoved(t("identities.section.removed", { issuer }));
      else setFailure(result);
    });
  }

  const disabled = pending || !isHydrated;
  return (
    <Panel title={t("identities.section.title")} id="single-sign-on">
      <div className="grid gap-3 p-4">
        <p className="max-w-[62ch] text-pretty text-muted-foreground">
          {t("identities.section.about")}
        </p>
        <div aria-live="polite" className="grid gap-3 empty:hidden">
          <LinkOutcome outcome={removed || failure ? undefined : outcome} />
          <p ref={status} tabIndex={-1} className="outline-none empty:hidden">
            {removed}
          </p>
          {failure ? (
            <FailureAlert failure={failure} title={t("identities.section.notChanged")} />
          ) : null}
        </div>
      </div>
      {view.identities.length > 0 ? (
        <ul className="divide-y border-t">
          {view.identities.map((identity) => (
            <IdentityRow
              key={identity.id}
              identity={identity}
              locale={locale}
              disabled={disabled}
              onRemove={() => removeOne(identity.id, identity.issuerName)}
            />
          ))}
        </ul>
      ) : null}
      {view.issuers.length > 0 ? (
        <div className="flex flex-wrap gap-2 border-t p-4">
          {view.issuers.map(({ id, name }) => (
            <form noValidate key={id} method="post" action={issuerUrl(id)}>
              <input type="hidden" name="link" value="true" />
              <input type="hidden" name="next" value={securityUrl()} />
              <Button
                variant="secondary"
                size="name"
                disabled={disabled}
                onClick={({ currentTarget }) => link(id, currentTarget.form)}
              >
                {t("identities.section.link", { issuer: name })}
              </Button>
            </form>
          ))}
        </div>
      ) : null}
    </Panel>
  );
}
