import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { AccountPicker, type FilingAccountChoice } from "./account-picker";
import { NoAccounts } from "./no-accounts";

interface NewTicketViewProps {
  accounts: FilingAccountChoice[];
  chosen: string | undefined;
  /** The form of the chosen account. */
  children: ReactNode;
}

export function NewTicketView({ accounts, chosen, children }: NewTicketViewProps) {
  return (
    <div className="mx-auto grid max-w-2xl gap-5">
      <h1 className="text-2xl font-semibold tracking-tight">New ticket</h1>
      {chosen ? (
        <Card className="grid gap-5 p-4 sm:p-6">
          <AccountPicker accounts={accounts} chosen={chosen} />
          {children}
        </Card>
      ) : (
        <NoAccounts />
      )}
    </div>
  );
}
