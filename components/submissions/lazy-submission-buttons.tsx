"use client";

import { lazy, Suspense } from "react";

import type { SubmissionButtonsProps } from "./submission-buttons";

const SubmissionButtons = lazy(() =>
  import("./submission-buttons").then((module) => ({ default: module.SubmissionButtons })),
);

/** Loads the buttons only where they are needed; the placeholder has their height. */
export function LazySubmissionButtons(props: SubmissionButtonsProps) {
  return (
    <Suspense fallback={<span className="h-9 sm:h-8 pointer-coarse:h-11" />}>
      <SubmissionButtons {...props} />
    </Suspense>
  );
}
