import { Plug } from "lucide-react";

import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/navigation/link";
import { formatList } from "@/lib/text/format-list";
import { useLanguage, useTexts } from "#texts";

interface NoAccountsProps {
  mayConnect: boolean;
  /** Names of the accounts that cannot file, of which a follow-up has only its own. */
  refused: readonly string[];
  isFollowUp?: boolean;
}

export function NoAccounts({ mayConnect, refused, isFollowUp = false }: NoAccountsProps) {
  const t = useTexts();
  const language = useLanguage();
  const isFirst = refused.length === 0 && !isFollowUp;
  const connections = (
    <Link href={isFirst ? "/connections/new" : "/connections"} className={buttonVariants()}>
      {t(isFirst ? "connections.connectAccount" : "newTicket.goToConnections")}
    </Link>
  );

  function hint() {
    if (isFollowUp) return mayConnect ? "newTicket.followUpHint" : "newTicket.followUpManagerHint";
    if (!mayConnect) return "newTicket.managerConnects";
    return refused.length > 0 ? "newTicket.connectHint" : "newTicket.connectFirstHint";
  }

  return (
    <Card>
      <EmptyState
        icon={Plug}
        title={t(isFollowUp ? "newTicket.noFollowUp" : "newTicket.noAccount")}
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
