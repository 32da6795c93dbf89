import { Plug } from "lucide-react";
import Link from "next/link";

import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { formatList } from "@/lib/text/format-list";
import { useLanguage, useTexts } from "#texts";

export function NoAccounts({
  mayConnect,
  refused,
}: {
  mayConnect: boolean;
  refused: readonly string[];
}) {
  const t = useTexts();
  const language = useLanguage();
  const connections = (
    <Link href="/connections" prefetch={false} className={buttonVariants()}>
      {t("newTicket.goToConnections")}
    </Link>
  );

  function hint() {
    if (!mayConnect) return "newTicket.managerConnects";
    return refused.length > 0 ? "newTicket.connectHint" : "newTicket.connectFirstHint";
  }

  return (
    <Card>
      <EmptyState
        icon={Plug}
        title={t("newTicket.noAccount")}
        action={mayConnect ? connections : null}
      >
        {refused.length > 0 ? (
          <>
            {t("newTicket.needNewKey", {
              accounts: formatList(refused, language),
              count: refused.length,
            })}{" "}
          </>
        ) : null}
        {t(hint())}
      </EmptyState>
    </Card>
  );
}
