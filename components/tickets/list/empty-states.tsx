import { Building2, Inbox, Plug, SearchX } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";

import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";

/** Decides what an empty list offers. */
export type ListViewerRole = "manager" | "member" | "outsider" | "staff";

interface EmptyTicketListProps {
  role: ListViewerRole;
  isConnected: boolean;
}

function NoOrganization() {
  return (
    <EmptyState icon={Building2} title="You’re not in an organization yet">
      Ask a manager of your organization to add you. Its tickets will then appear here.
    </EmptyState>
  );
}

function NoConnections({ role }: { role: ListViewerRole }) {
  if (role !== "manager") {
    return (
      <EmptyState icon={Plug} title="No provider account is connected yet">
        Tickets come from connected accounts. A manager of your organization can connect one.
      </EmptyState>
    );
  }
  const connect = (
    <Link href="/connections/new" prefetch={false} className={buttonVariants()}>
      Connect an account
    </Link>
  );
  return (
    <EmptyState icon={Plug} title="Connect your first provider account" action={connect}>
      Create an API key at your provider and paste it here. We test it first and store it encrypted.
    </EmptyState>
  );
}

/** Explains why an unfiltered list is empty, and the next step. */
export function EmptyTicketList({ role, isConnected }: EmptyTicketListProps) {
  if (role === "outsider")
    return (
      <Card>
        <NoOrganization />
      </Card>
    );
  if (role !== "staff" && !isConnected)
    return (
      <Card>
        <NoConnections role={role} />
      </Card>
    );
  return (
    <Card>
      <EmptyState icon={Inbox} title="No tickets yet">
        {role === "staff"
          ? "Tickets appear here as soon as a customer connects a provider account."
          : "Tickets appear here after the next sync. Use “New ticket” above to file one now."}
      </EmptyState>
    </Card>
  );
}

/** Shown for a page beyond the end of the list. */
export function EmptyTicketPage({ start }: { start: Route }) {
  const back = (
    <Link href={start} prefetch={false} className={buttonVariants({ variant: "secondary" })}>
      Back to the beginning
    </Link>
  );
  return (
    <Card>
      <EmptyState icon={Inbox} title="No more tickets" action={back}>
        There are no tickets on this page.
      </EmptyState>
    </Card>
  );
}

export function NoMatches({ clear }: { clear: Route }) {
  const reset = (
    <Link href={clear} prefetch={false} className={buttonVariants({ variant: "secondary" })}>
      Clear all filters
    </Link>
  );
  return (
    <Card>
      <EmptyState icon={SearchX} title="Nothing matches" action={reset}>
        No tickets match. Remove a filter or use fewer words.
      </EmptyState>
    </Card>
  );
}
