import { CircleAlert, LoaderCircle, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Locale } from "@/components/ui/moment";
import { Time } from "@/components/ui/time";
import type { Freshness } from "@/lib/tickets/types";

function checked(freshness: Freshness, locale: Locale): ReactNode {
  if (!freshness.lastReadAt) return "not read yet";
  return <>checked <Time at={freshness.lastReadAt} locale={locale} /></>;
}

interface Reading {
  icon: ReactNode;
  says: ReactNode;
}

function reading(freshness: Freshness, locale: Locale): Reading {
  if (freshness.status === "disconnected") {
    return {
      icon: <CircleAlert aria-hidden className="size-3.5 text-muted-foreground" />,
      says: <>disconnected; {freshness.lastReadAt ? <>what is shown was {checked(freshness, locale)}</> : "nothing was read"}</>,
    };
  }
  if (freshness.running) {
    return { icon: <LoaderCircle aria-hidden className="size-3.5 animate-spin text-primary" />, says: <>reading now, {checked(freshness, locale)}</> };
  }
  if (freshness.status === "needs_attention" || freshness.problem) {
    return { icon: <TriangleAlert aria-hidden className="size-3.5 text-warning" />, says: <span className="text-warning">{checked(freshness, locale)}</span> };
  }
  return { icon: <span aria-hidden className="mx-[3px] size-2 rounded-full bg-success" />, says: checked(freshness, locale) };
}

/** "HostUp · Northwind hosting: checked 2 min ago". A problem shows as a shape too, and is told in words elsewhere. */
export function FreshnessLine({ freshness, locale }: { freshness: Freshness; locale: Locale }) {
  const { icon, says } = reading(freshness, locale);
  return (
    <span className="inline-flex items-center gap-1.5">
      {icon}
      <span>
        <span className="text-foreground">{freshness.providerName} · {freshness.connectionLabel}</span>: {says}
      </span>
    </span>
  );
}
