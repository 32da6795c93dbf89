import { Link } from "@/components/ui/navigation/link";
import { dayRootsUrl } from "@/lib/case-urls";
import { INTL_LOCALES, type Language } from "@/lib/i18n/languages";
import type { HashOfLook } from "@/lib/review/case-file/hashed-days";
import { useTexts } from "#texts";

interface LookHashProps {
  hash: HashOfLook;
  organizationId: string;
  language: Language;
}

const DAY_MS = 24 * 3_600_000;

/** The day's hash that covers a look, in the list that begins with it. */
export function LookHash({ hash, organizationId, language }: LookHashProps) {
  const t = useTexts();
  if (hash === "later") return null;
  if (hash === "none") return <span>{t("access.inNoHash")}</span>;
  const next = new Date(Date.parse(hash.day) + DAY_MS).toISOString().slice(0, 10);
  const day = new Intl.DateTimeFormat(INTL_LOCALES[language], {
    dateStyle: "medium",
    timeZone: "UTC",
  }).format(new Date(hash.day));
  return (
    <Link href={dayRootsUrl({ in: organizationId, before: next })} className="text-link">
      {t("access.inHash", { day })}
    </Link>
  );
}
