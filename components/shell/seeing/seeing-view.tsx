import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/navigation/link";
import { MarkedText } from "@/components/ui/text/marked-text";
import type { ClosedPage } from "@/lib/auth/seeing/paths";
import { markForeign } from "@/lib/i18n/foreign-words";
import { staffOrganizationsUrl, ticketsUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { StopSeeing } from "./stop-seeing";

interface SeeingViewProps {
  /** The customer's name; null once the look has ended. */
  name: string | null;
  /** The page that led here. */
  closed?: ClosedPage;
}

const REASONS = { own: "seeing.closedOwn", staff: "seeing.closedStaff" } as const;

export function SeeingView({ name, closed }: SeeingViewProps) {
  const t = useTexts();
  const link = buttonVariants({ variant: "secondary", size: "name" });
  return (
    <Card className="mx-auto grid w-full max-w-[36rem] gap-5 p-6 max-sm:p-4">
      <h1 className="text-xl font-semibold tracking-tight [overflow-wrap:anywhere]">
        {name === null ? (
          t("seeing.ended")
        ) : (
          <MarkedText text={t("seeing.title", { name: markForeign(name) })} />
        )}
      </h1>
      <p className="text-pretty [overflow-wrap:anywhere]">
        {name === null ? (
          t("seeing.endedHint")
        ) : (
          <MarkedText
            text={t(closed ? REASONS[closed] : "seeing.hint", { name: markForeign(name) })}
          />
        )}
      </p>
      <div className="flex flex-wrap gap-2">
        {name === null ? (
          <Link href={staffOrganizationsUrl()} className={link}>
            {t("seeing.organizations")}
          </Link>
        ) : (
          <>
            <StopSeeing name={name} />
            <Link href={ticketsUrl("customer")} className={link}>
              {t("seeing.goOn")}
            </Link>
          </>
        )}
      </div>
    </Card>
  );
}
