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
  disabled: boolean;
  onRevoke: () => void;
}

export function SessionItem({ session, locale, disabled, onRevoke }: SessionRowProps) {
  const t = useTexts();
  const { device, network, method, lastSeenAt, createdAt, isCurrent } = session;
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
            {t(`sessions.method.${method}`)}
          </DescriptionCell>
          <DescriptionCell label={t("sessions.network")}>
            {network === "" ? t("sessions.unknownNetwork") : <span dir="ltr">{network}</span>}
          </DescriptionCell>
        </DescriptionList>
      </div>
      {isCurrent ? null : (
        <Button
          variant="secondary"
          size="small"
          className="justify-self-start"
          aria-label={t("sessions.revokeNamed", { device })}
          disabled={disabled}
          onClick={onRevoke}
        >
          {t("sessions.revoke")}
        </Button>
      )}
    </li>
  );
}
