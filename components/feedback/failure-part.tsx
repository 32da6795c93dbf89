"use client";

import { lazyPart } from "@/components/ui/lazy-part";

import type { FailureAlertProps } from "./failure-alert";
import { isUnanswered } from "./is-unanswered";

/** Without a connection, the bare message. */
export const FailurePart = lazyPart<FailureAlertProps>(
  async () => (await import("./failure-alert")).FailureAlert,
  ({ title, uncertainTitle, failure }) => (
    <p className="text-pretty text-destructive">
      {isUnanswered(failure) ? (uncertainTitle ?? title) : title}: {failure.message}
    </p>
  ),
);
