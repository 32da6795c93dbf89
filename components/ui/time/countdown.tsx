"use client";

import { lazyPart } from "../lazy-part";
import type { CountdownProps } from "./ticking-countdown";

/** Stands still until its scripts are loaded. */
export const Countdown = lazyPart<CountdownProps>(
  async () => (await import("./ticking-countdown")).TickingCountdown,
  ({ initial }) => initial,
);
