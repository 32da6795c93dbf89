"use client";

import { useState, useTransition } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Button } from "@/components/ui/button";
import { useFocusedText } from "@/components/ui/hooks/use-focused-text";
import { useHydrated } from "@/components/ui/hooks/use-hydrated";
import { Panel } from "@/components/ui/panel";
import { type Locale, timeWithSeconds } from "@/components/ui/time/format-time";
import type { SessionsView } from "@/lib/accounts/sessions/queries";
import type { Failure, Result } from "@/lib/result";
import { useTexts } from "#texts";

import { SessionItem } from "./session-row";

export interface SessionsSectionProps {
  view: SessionsView;
  locale: Locale;
  revoke: (input: unknown) => Promise<Result<{ sessionId: string }>>;
  revokeOthers: (input: unknown) => Promise<Result<{ count: number }>>;
}

/** The viewer's sessions, each with a button that revokes it. */
export function SessionsSection({ view, locale, revoke, revokeOthers }: SessionsSectionProps) {
  const t = useTexts();
  const isHydrated = useHydrated();
  const [pending, startTransition] = useTransition();
  const [done, setDone] = useState("");
  const [failure, setFailure] = useState<Failure | null>(null);
  const status = useFocusedText(done);

  function run<T>(action: Promise<Result<T>>, textOf: (data: T) => string) {
    setDone("");
    setFailure(null);
    startTransition(async () => {
      const result = await actionResult(t, action);
      if (result.ok) setDone(textOf(result.data));
      else setFailure(result);
    });
  }

  const disabled = pending || !isHydrated;
  const { sessions } = view;
  const timeOf = timeWithSeconds(
    sessions.map(({ createdAt }) => createdAt),
    locale,
  );
  const showsNetwork = sessions.some(({ network }) => network !== "");
  return (
    <Panel title={t("sessions.title")} id="sessions">
      <p className="max-w-[62ch] px-4 pt-4 text-pretty text-muted-foreground">
        {t("sessions.about")}
      </p>
      <div aria-live="polite" className="px-4 not-has-[:not(:empty)]:sr-only">
        <p ref={status} tabIndex={-1} className="pt-3 outline-none empty:hidden">
          {done}
        </p>
        {failure ? <FailureAlert failure={failure} title={t("sessions.notRevoked")} /> : null}
      </div>
      <ul className="divide-y">
        {sessions.map((session) => (
          <SessionItem
            key={session.id}
            session={session}
            locale={locale}
            signedInAt={timeOf(session.createdAt)}
            showsNetwork={showsNetwork}
            disabled={disabled}
            onRevoke={() => run(revoke({ sessionId: session.id }), () => t("sessions.revoked"))}
          />
        ))}
      </ul>
      {sessions.length > 1 ? (
        <div className="grid justify-items-start gap-3 border-t px-4 py-4">
          {view.hasMore ? (
            <p className="text-muted-foreground">
              {t("sessions.more", { count: sessions.length })}
            </p>
          ) : null}
          <Button
            variant="danger"
            disabled={disabled}
            onClick={() =>
              run(revokeOthers({}), ({ count }) => t("sessions.othersRevoked", { count }))
            }
          >
            {t("sessions.revokeOthers")}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}
