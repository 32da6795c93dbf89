"use client";

import { lazyPart } from "@/components/ui/lazy-part";

import type { SubmissionAutoRefreshProps } from "./submission-auto-refresh";
import type { SubmissionButtonsProps } from "./submission-buttons";

/** The placeholder has their height. */
export const LazySubmissionButtons = lazyPart<SubmissionButtonsProps>(
  async () => (await import("./submission-buttons")).SubmissionButtons,
  () => <span className="h-9 sm:h-8 pointer-coarse:h-11" />,
);

export const LazySubmissionRefresh = lazyPart<SubmissionAutoRefreshProps>(
  async () => (await import("./submission-auto-refresh")).SubmissionAutoRefresh,
);
