import { DescriptionCell, DescriptionList } from "@/components/ui/description-list";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { SessionView } from "@/lib/accounts/sessions/queries";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

interface SessionFactsProps {
  session: Omit<SessionView, "id" | "device" | "isCurrent">;
  locale: Locale;
  /** False if no session has a known network. */
  showsNetwork: boolean;
}

/** Shows when and how a session began, and the network of its last use. */
export function SessionFacts({ session, locale, showsNetwork }: SessionFactsProps) {
  const t = useTexts();
  const { network, method, secondFactor, lastSeenAt, createdAt } = session;
  const first = t(`sessions.method.${method}`);
  return (
    <DescriptionList
      className={cn(
        "grid grid-cols-2 gap-x-4 gap-y-2",
        // Fixed widths: rows with and without a button line up.
        showsNetwork
          ? "md:grid-cols-[8rem_11rem_11rem_minmax(0,1fr)]"
          : "md:grid-cols-[8rem_11rem_minmax(0,1fr)]",
      )}
    >
      <DescriptionCell label={t("sessions.lastSeen")}>
        <Time at={lastSeenAt} locale={locale} />
      </DescriptionCell>
      <DescriptionCell label={t("sessions.signedIn")}>
        <Time at={createdAt} locale={locale} show="full" />
      </DescriptionCell>
      <DescriptionCell label={t("sessions.signedInBy")}>
        {secondFactor === null ? first : t(`sessions.methodAnd.${secondFactor}`, { method: first })}
      </DescriptionCell>
      {showsNetwork ? (
        <DescriptionCell label={t("sessions.network")}>
          {network === "" ? t("sessions.unknownNetwork") : <span dir="ltr">{network}</span>}
        </DescriptionCell>
      ) : null}
    </DescriptionList>
  );
}
