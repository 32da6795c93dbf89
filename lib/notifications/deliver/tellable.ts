import type { SubmissionState } from "../../db/generated/enums";
import { kindRule, type MailMode } from "../../notices/kinds";
import { strongestMode } from "../../notices/rules/channel-choices";
import type { NoticeDetail, PersonChannel } from "../../notices/types";
import type { ToldNotice } from "./channel";

export interface UntoldNotice extends ToldNotice {
  wakes: boolean;
  /** Of the submission that it tells of, now. */
  submissionState: SubmissionState | null;
}

interface NoticeBatch {
  channel: PersonChannel;
  /** As stored. */
  choices: unknown;
  isMuted: boolean;
  now: Date;
}

interface Tellable {
  ready: UntoldNotice[];
  /** One that may still settle by itself, and those after it: rows note only from where on. */
  held: UntoldNotice[];
  /** Until when the first of them is held. */
  heldUntil: Date | null;
  mode: MailMode;
}

/** What an outcome tells of holds only while the submission is in that state. */
const STATE_OF: Partial<Record<NoticeDetail, SubmissionState>> = {
  rejected: "rejected",
  unknown: "unknown",
  needs_decision: "needs_decision",
  arrived: "sent",
};

/** Decides which of a person's notices of one topic are told on a channel, now or later. */
export function tellable(
  notices: readonly UntoldNotice[],
  { channel, choices, isMuted, now }: NoticeBatch,
): Tellable {
  const current = notices.filter((one) => {
    const state = STATE_OF[one.detail];
    if (one.submissionId === null || state === undefined) return true;
    return one.submissionState === state && newestOf(notices, one.submissionId) === one;
  });
  const heard = current.filter(({ kind }) => !isMuted || kindRule(kind).passesMute);
  const wanted = heard.filter(
    ({ kind }) =>
      !(channel === "mail" && kindRule(kind).mailedElsewhere) &&
      strongestMode(choices, [kind], channel) !== "off",
  );
  const firstHeld = wanted.findIndex((one) => heldUntil(one) > now);
  const ready = firstHeld === -1 ? wanted : wanted.slice(0, firstHeld);
  const held = firstHeld === -1 ? [] : wanted.slice(firstHeld);
  const counted = ready.length > 0 ? ready : held;
  return {
    ready,
    held,
    heldUntil: held[0] ? heldUntil(held[0]) : null,
    mode: strongestMode(
      choices,
      counted.map(({ kind }) => kind),
      channel,
    ),
  };
}

const newestOf = (notices: readonly UntoldNotice[], submissionId: string) =>
  notices.findLast((one) => one.submissionId === submissionId && STATE_OF[one.detail]);

/** Only what is unknown may settle by itself. */
function heldUntil({ kind, detail, at }: UntoldNotice): Date {
  const seconds = detail === "unknown" ? (kindRule(kind).holdSeconds ?? 0) : 0;
  return new Date(at.getTime() + seconds * 1_000);
}
