"use client";

import { lazyPart } from "@/components/ui/lazy-part";

import type { SeeingEndProps } from "./seeing-end";

/** Without scripts, the next page says that the look has ended. */
export const LateSeeingEnd = lazyPart<SeeingEndProps>(
  async () => (await import("./seeing-end")).SeeingEnd,
);
