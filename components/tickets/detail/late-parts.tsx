"use client";

import type { ReactNode } from "react";

import { lazyPart } from "@/components/ui/lazy-part";
import type { Locale } from "@/components/ui/time/format-time";

import type { PrivacySettingProps } from "./privacy-setting";
import type { SensitiveSettingProps } from "./sensitive-setting";
import type { TicketAutoRefreshProps } from "./ticket-auto-refresh";

/** Drawn by the server, so that its texts need no scripts. */
interface Placed {
  place: ReactNode;
}

export const LatePrivacySetting = lazyPart<PrivacySettingProps & Placed>(
  async () => (await import("./privacy-setting")).PrivacySetting,
  ({ place }) => place,
);

export const LateSensitiveSetting = lazyPart<SensitiveSettingProps & Placed>(
  async () => (await import("./sensitive-setting")).SensitiveSetting,
  ({ place }) => place,
);

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
