import { Eye } from "lucide-react";

import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/navigation/link";
import { useTexts } from "#texts";

/** Says why there is no form, and who can change that. */
export function ReadersDoNotFile() {
  const t = useTexts();
  return (
    <div className="grid max-w-2xl gap-5">
      <h1 className="text-2xl font-semibold tracking-tight">{t("newTicket.title")}</h1>
      <Card>
        <EmptyState
          icon={Eye}
          title={t("roles.readersDoNotFile")}
          action={
            <Link href="/organization" className={buttonVariants()}>
              {t("roles.seePeople")}
            </Link>
          }
        >
          {t("roles.askManager")}
        </EmptyState>
      </Card>
    </div>
  );
}
