import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { Locale } from "@/components/ui/time/format-time";
import type { SessionView } from "@/lib/accounts/sessions/queries";
import { useTexts } from "#texts";

import { SessionFacts } from "./session-facts";

interface SessionRowProps {
  session: SessionView;
  locale: Locale;
  /** Distinguishes it from the person's other sessions. */
  signedInAt: string;
  /** False if no session has a known network. */
  showsNetwork: boolean;
  disabled: boolean;
  onRevoke: () => void;
}

export function SessionItem(props: SessionRowProps) {
  const { session, locale, signedInAt, showsNetwork, disabled, onRevoke } = props;
  const t = useTexts();
  const { device, isCurrent } = session;
  return (
    <li className="grid gap-3 px-4 py-4 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-start">
      <div className="grid min-w-0 gap-2">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {device}
          {isCurrent ? <Badge tone="tint">{t("sessions.thisDevice")}</Badge> : null}
        </p>
        <SessionFacts session={session} locale={locale} showsNetwork={showsNetwork} />
      </div>
      {isCurrent ? null : (
        <Button
          variant="secondary"
          size="small"
          className="justify-self-start"
          aria-label={t("sessions.revokeNamed", { device, time: signedInAt })}
          disabled={disabled}
          onClick={onRevoke}
        >
          {t("sessions.revoke")}
        </Button>
      )}
    </li>
  );
}
