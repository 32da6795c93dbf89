import type { PendingSubmission } from "@/lib/submissions/types";

import { sampleEntries } from "./sample-entries";
import { sampleTime } from "./sample-time";

const SUBMISSION: PendingSubmission = {
  id: "sample",
  kind: "create",
  state: "queued",
  step: "write",
  subject: "The shop is slow",
  text: "It began this morning.",
  encrypted: false,
  reference: "TB-7F3K",
  ticketId: null,
  connectionId: "hostup-shop",
  connectionLabel: "Shop",
  providerName: "HostUp",
  by: "Jane Doe",
  byUserId: "jane",
  createdAt: sampleTime(-10),
  message: null,
  code: null,
  nextAt: null,
  sentAt: null,
  checks: 0,
  lookedAt: null,
  awaitsReading: false,
  canCancel: false,
  files: [],
};

type Changes = Partial<Omit<PendingSubmission, "id" | "state">>;

const reply: Changes = { kind: "reply", ticketId: "ticket-1" };
const waits: Changes = { nextAt: sampleTime(3), canCancel: true };
const looked: Changes = { sentAt: sampleTime(-9), lookedAt: sampleTime(-1), checks: 4 };

/** For each state, what differs in it. */
const CHANGES: Record<PendingSubmission["state"], Record<string, Changes>> = {
  queued: {
    "about to be sent": {},
    "tried again later": { ...waits, message: "HostUp didn’t respond in time." },
    "provider asked to wait": { ...waits, code: "provider_rate_limited" },
    "by another author": { ...waits, byUserId: "sam" },
  },
  sending: {
    "the ticket": {},
    "reopening first": { ...reply, step: "reopen" },
    "its files": { step: "files" },
    "the message with the files": { step: "attach_message" },
  },
  unknown: {
    "searched now": { sentAt: sampleTime(-1) },
    "next search planned": { ...looked, nextAt: sampleTime(2) },
    "without a reference": { ...reply, ...looked, reference: null, nextAt: sampleTime(2) },
    "at its files": { ...looked, step: "attach_message", nextAt: sampleTime(2) },
    "an action": { ...looked, kind: "close", ticketId: "ticket-1", reference: null },
  },
  needs_decision: {
    "a new ticket": looked,
    "a reply": { ...reply, ...looked, checks: 1 },
    "one that couldn’t be checked": { ...looked, checks: 0 },
    "an action": { ...looked, kind: "reopen", ticketId: "ticket-1", reference: null },
  },
  rejected: {
    "with the provider’s reason": {
      code: "provider_invalid",
      message: "HostUp rejected this.",
      words: "Department is closed.",
    },
    "without a reason": { code: "provider_conflict", kind: "solve", ticketId: "ticket-1" },
  },
  sent: { "not synced yet": { ...looked, awaitsReading: true } },
};

/** Named by state and variant: "sending, its files". */
export const SAMPLE_SUBMISSIONS = sampleEntries(CHANGES).flatMap(([state, variants]) =>
  Object.entries(variants).map(([variant, changes], index) => ({
    name: `${state}, ${variant}`,
    submission: { ...SUBMISSION, ...changes, id: `${state}-${index}`, state },
  })),
);
