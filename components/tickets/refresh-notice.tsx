import type { ReactNode } from "react";
import { asSentence } from "@/lib/text/sentence";
import type { TicketListItem } from "@/lib/tickets/types";
import { ReloadWithNews } from "./reload-with-news";
import { Spinner } from "@/components/ui/spinner";

interface Reading {
  outcome: "changed" | "unchanged" | "gone" | "failed";
  message?: string;
}

/** Shown while the provider is being asked. */
export function Checking({ provider }: { provider: TicketListItem["provider"] }) {
  return <span className="inline-flex items-center gap-1.5"><Spinner />Asking {provider.name} for news…</span>;
}

/** What asking the provider came to. */
export function RefreshNotice({ reading, provider }: { reading: Reading; provider: TicketListItem["provider"] }): ReactNode {
  if (reading.outcome === "changed") return <ReloadWithNews providerName={provider.name} />;
  if (reading.outcome === "unchanged") return <span data-fresh="">Checked with {provider.name} just now: nothing new.</span>;
  return <span className="text-warning">{reading.outcome === "gone" ? reading.message : `${provider.name} could not be read just now. ${asSentence(reading.message ?? "")} What is shown is as it was then.`}</span>;
}
