import type { ReactNode } from "react";

import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/navigation/link";
import { ticketUrl } from "@/lib/routes";
import type { TicketLink } from "@/lib/tickets/detail/types";
import { useTexts } from "#texts";

import { AccountPicker, type FilingAccountChoice } from "./account-picker";
import { NoAccounts } from "./unable/no-accounts";

interface NewTicketViewProps {
  accounts: FilingAccountChoice[];
  chosen: FilingAccountChoice | undefined;
  /** The requested account, if it cannot take a ticket now. */
  refused?: FilingAccountChoice;
  /** The closed ticket that this one follows up, through the same account. */
  continues: TicketLink | null;
  submissionId?: string;
  mayConnect: boolean;
  /** The report of the provider's status page. */
  status?: ReactNode;
  children: ReactNode;
}

export function NewTicketView({
  accounts,
  chosen,
  refused,
  continues,
  submissionId,
  mayConnect,
  status,
  children,
}: NewTicketViewProps) {
  const t = useTexts();
  return (
    <div className="grid max-w-4xl gap-5">
      <h1 className="text-2xl font-semibold tracking-tight">
        {t(continues ? "newTicket.followUpTitle" : "newTicket.title")}
      </h1>
      {chosen ? (
        <Card className="grid gap-7 p-4 sm:p-6">
          {continues ? (
            <p className="text-pretty">
              {t.rich("newTicket.followUp", {
                number: continues.number,
                account: `${chosen.providerName} · ${chosen.label}`,
                ticket: () => (
                  <Link
                    href={ticketUrl("customer", continues.id)}
                    lang=""
                    className="text-link font-medium wrap-anywhere"
                  >
                    {continues.subject}
                  </Link>
                ),
              })}
            </p>
          ) : (
            <AccountPicker
              accounts={accounts}
              chosen={chosen.connectionId}
              submissionId={submissionId}
            />
          )}
          {status}
          {refused?.problem && !continues ? (
            <Alert tone="warning">
              {t("newTicket.otherAccount", {
                refused: `${refused.providerName} · ${refused.label}`,
                problem: refused.problem,
                chosen: `${chosen.providerName} · ${chosen.label}`,
              })}
            </Alert>
          ) : null}
          {children}
        </Card>
      ) : (
        <NoAccounts
          mayConnect={mayConnect}
          isFollowUp={continues !== null}
          refused={(continues ? [refused] : accounts).flatMap((account) =>
            account?.problem ? [`${account.providerName} · ${account.label}`] : [],
          )}
        />
      )}
    </div>
  );
}
