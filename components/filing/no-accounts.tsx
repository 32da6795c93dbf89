import { Plug } from "lucide-react";
import Link from "next/link";

import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";

export function NoAccounts({
  mayConnect,
  refused,
}: {
  mayConnect: boolean;
  refused: readonly string[];
}) {
  const connections = (
    <Link href="/connections" prefetch={false} className={buttonVariants()}>
      Go to connections
    </Link>
  );
  return (
    <Card>
      <EmptyState
        icon={Plug}
        title="No account can file tickets"
        action={mayConnect ? connections : null}
      >
        {refused.length > 0
          ? `${new Intl.ListFormat("en").format(refused)} ${refused.length === 1 ? "needs" : "need"} a new key. `
          : null}
        {mayConnect
          ? "Connect an account whose key is allowed to create tickets."
          : "A manager of your organization can connect an account whose key is allowed to create tickets."}
      </EmptyState>
    </Card>
  );
}
