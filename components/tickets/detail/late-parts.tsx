"use client";

import { lazyPart } from "@/components/ui/lazy-part";
import type { Locale } from "@/components/ui/time/format-time";

import type { TicketAutoRefreshProps } from "./ticket-auto-refresh";

export const LatePrintedAt = lazyPart<{ locale: Locale }>(
  async () => (await import("./printed-at")).PrintedAt,
);

export const LateTicketAutoRefresh = lazyPart<TicketAutoRefreshProps>(
  async () => (await import("./ticket-auto-refresh")).TicketAutoRefresh,
);

/** Reserves its space to avoid layout shifts. */
export const LateWritingNow = lazyPart<object>(
  async () => (await import("./writing-now")).WritingNow,
  () => <p className="-my-2 h-5 print:hidden" />,
);
