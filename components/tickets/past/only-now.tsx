import { Alert } from "@/components/ui/alert";
import { Link } from "@/components/ui/navigation/link";
import { ticketsUrl } from "@/lib/routes";
import { useTexts } from "#texts";

/** Shown on a page whose address asks for a moment that it cannot show. */
export function OnlyNow({ at }: { at: string | undefined }) {
  const t = useTexts();
  if (!at) return null;
  const list = (
    <Link href={ticketsUrl("staff", { at })} className="text-link">
      {t("past.overviewList")}
    </Link>
  );
  return (
    <Alert tone="warning" title={t("past.overviewNow")} action={list}>
      <p>{t("past.overviewHint")}</p>
    </Alert>
  );
}
