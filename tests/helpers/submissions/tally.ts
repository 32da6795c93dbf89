import type { SubmissionState } from "@/lib/submissions/submission";

import type { OutcomeCounts } from "./check-outcome";

export interface Tally extends OutcomeCounts {
  killed: number;
  slowestSeconds: number;
  /** Every state that any of them was seen in. */
  seen: Set<SubmissionState>;
}

export const tally = (): Tally => ({
  killed: 0,
  slowestSeconds: 0,
  lost: 0,
  doubled: 0,
  problems: [],
  seen: new Set(),
});
