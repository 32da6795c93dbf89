import { Inbox, Plug, SearchX } from "lucide-react";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";

export function NoConnections() {
  return (
    <Card>
      <EmptyState icon={Plug} title="Connect your first provider account" action={<Link href="/connections/new" prefetch={false} className={buttonVariants()}>Connect an account</Link>}>
        Tickets come from the accounts you connect. Take an API key from your hosting provider; it is tried before it is kept, and it is kept sealed.
      </EmptyState>
    </Card>
  );
}

export function NoTickets({ canFile }: { canFile: boolean }) {
  return (
    <Card>
      <EmptyState icon={Inbox} title="No tickets yet">
        {canFile
          ? "Tickets filed here or straight with the provider appear after the next reading. “New ticket” above files the first one."
          : "Tickets appear here as soon as a customer connects a provider account."}
      </EmptyState>
    </Card>
  );
}

export function NothingMatches({ clear }: { clear: string }) {
  return (
    <Card>
      <EmptyState icon={SearchX} title="Nothing matches" action={<Link href={clear} prefetch={false} className={buttonVariants({ variant: "secondary" })}>Clear all filters</Link>}>
        No ticket meets all of these filters together. Take one away, or search for fewer words.
      </EmptyState>
    </Card>
  );
}
