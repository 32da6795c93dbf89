"use client";

import { lazyPart } from "@/components/ui/lazy-part";

import type { FilingPollerProps } from "./poll-filing";

/** Only while a ticket is being filed. */
export const FilingPoller = lazyPart<FilingPollerProps>(
  async () => (await import("./poll-filing")).PollFiling,
);
