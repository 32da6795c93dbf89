import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { DescriptionCell, DescriptionList } from "@/components/ui/description-list";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { SessionView } from "@/lib/accounts/sessions/queries";
import { useTexts } from "#texts";

interface SessionRowProps {
  session: SessionView;
  locale: Locale;
  /** Distinguishes it from the person's other sessions. */
  signedInAt: string;
  /** False where no session has a known one. */
  showsNetwork: boolean;
  disabled: boolean;
  onRevoke: () => void;
}

export function SessionItem(props: SessionRowProps) {
  const { session, locale, signedInAt, showsNetwork, disabled, onRevoke } = props;
  const t = useTexts();
  const { device, network, method, secondFactor, lastSeenAt, createdAt, isCurrent } = session;
  const first = t(`sessions.method.${method}`);
  return (
    <li className="grid gap-3 px-4 py-4 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-start">
      <div className="grid min-w-0 gap-2">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {device}
          {isCurrent ? <Badge tone="tint">{t("sessions.thisDevice")}</Badge> : null}
        </p>
        <DescriptionList className="grid grid-cols-2 gap-x-4 gap-y-2 md:grid-cols-4">
          <DescriptionCell label={t("sessions.lastSeen")}>
            <Time at={lastSeenAt} locale={locale} />
          </DescriptionCell>
          <DescriptionCell label={t("sessions.signedIn")}>
            <Time at={createdAt} locale={locale} />
          </DescriptionCell>
          <DescriptionCell label={t("sessions.signedInBy")}>
            {secondFactor === null
              ? first
              : t(`sessions.methodAnd.${secondFactor}`, { method: first })}
          </DescriptionCell>
          {showsNetwork ? (
            <DescriptionCell label={t("sessions.network")}>
              {network === "" ? t("sessions.unknownNetwork") : <span dir="ltr">{network}</span>}
            </DescriptionCell>
          ) : null}
        </DescriptionList>
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
