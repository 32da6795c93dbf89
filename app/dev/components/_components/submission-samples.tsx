"use client";

import type { DecisionHandler } from "@/components/submissions/submission-actions";
import { SubmissionStatusPanel } from "@/components/submissions/submission-status-panel";

import { Sample, SampleSection } from "./sample";
import { SAMPLE_SUBMISSIONS } from "./sample-submissions";
import { SAMPLE_LOCALE } from "./sample-time";

const AUTHOR: DecisionHandler = {
  viewerId: "jane",
  decide: async () => ({
    ok: false,
    code: "invalid",
    message: "This is a sample.",
    fieldErrors: {},
  }),
};

export function SubmissionSamples() {
  return (
    <SampleSection title="Submissions">
      {SAMPLE_SUBMISSIONS.map(({ name, submission }) => (
        <Sample key={submission.id} name={`SubmissionStatusPanel, ${name}`}>
          <SubmissionStatusPanel
            submission={submission}
            locale={SAMPLE_LOCALE}
            decisionHandler={AUTHOR}
          />
        </Sample>
      ))}
      {SAMPLE_SUBMISSIONS.filter(({ submission }) => submission.state === "needs_decision").map(
        ({ name, submission }) => (
          <Sample key={submission.id} name={`SubmissionStatusPanel, ${name}, seen by staff`}>
            <SubmissionStatusPanel
              submission={{ ...submission, id: `${submission.id}-staff` }}
              locale={SAMPLE_LOCALE}
            />
          </Sample>
        ),
      )}
    </SampleSection>
  );
}
