"use client";

import { lazy, Suspense } from "react";

import type { SubmissionButtonsProps } from "./submission-buttons";

const SubmissionButtons = lazy(() =>
  import("./submission-buttons").then((module) => ({ default: module.SubmissionButtons })),
);

/** The buttons, loaded where there is something to decide and nowhere else. Their place is as high as they are. */
export function LazySubmissionButtons(props: SubmissionButtonsProps) {
  return (
    <Suspense fallback={<span className="h-9 sm:h-8" />}>
      <SubmissionButtons {...props} />
    </Suspense>
  );
}
