import Link from "next/link";
import type { ReactNode } from "react";

import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { ticketUrl } from "@/lib/routes";
import type { TicketLink } from "@/lib/tickets/detail/types";

import { AccountPicker, type FilingAccountChoice } from "./account-picker";
import { NoAccounts } from "./no-accounts";

interface NewTicketViewProps {
  accounts: FilingAccountChoice[];
  chosen: FilingAccountChoice | undefined;
  /** The requested account, if it cannot take a ticket now. */
  refused?: FilingAccountChoice;
  /** The closed ticket that this one follows up, through the same account. */
  continues: TicketLink | null;
  submissionId?: string;
  mayConnect: boolean;
  children: ReactNode;
}

export function NewTicketView({
  accounts,
  chosen,
  refused,
  continues,
  submissionId,
  mayConnect,
  children,
}: NewTicketViewProps) {
  return (
    <div className="mx-auto grid max-w-2xl gap-5">
      <h1 className="text-2xl font-semibold tracking-tight">
        {continues ? "Follow-up ticket" : "New ticket"}
      </h1>
      {chosen ? (
        <Card className="grid gap-5 p-4 sm:p-6">
          {continues ? (
            <p className="text-pretty">
              This goes on from{" "}
              <Link
                href={ticketUrl("customer", continues.id)}
                prefetch={false}
                className="text-link font-medium wrap-anywhere"
              >
                {continues.subject}
              </Link>{" "}
              ({continues.number}), which is closed, as a new ticket with {chosen.providerName} ·{" "}
              {chosen.label}.
            </p>
          ) : (
            <AccountPicker
              accounts={accounts}
              chosen={chosen.connectionId}
              submissionId={submissionId}
            />
          )}
          {refused && !continues ? (
            <Alert tone="warning">
              {refused.providerName} · {refused.label}: {refused.problem}. This ticket goes to{" "}
              {chosen.providerName} · {chosen.label}.
            </Alert>
          ) : null}
          {children}
        </Card>
      ) : (
        <NoAccounts
          mayConnect={mayConnect}
          refused={accounts.map(({ providerName, label }) => `${providerName} · ${label}`)}
        />
      )}
    </div>
  );
}
