import type { SubmissionState } from "../../db/generated/enums";
import { kindRule, type MailMode } from "../../notices/kinds";
import { strongestMode } from "../../notices/rules/channel-choices";
import type { NoticeDetail, PersonChannel } from "../../notices/types";
import type { NoticeItem } from "./channel";

export interface PendingNotice extends NoticeItem {
  wakes: boolean;
  /** Current state of its submission. */
  submissionState: SubmissionState | null;
}

interface NoticeBatch {
  channel: PersonChannel;
  /** `notification_setting.choices` as stored. */
  choices: unknown;
  isMuted: boolean;
  now: Date;
}

interface SelectedNotices {
  ready: PendingNotice[];
  /** The first notice that may still settle by itself, and all after it. */
  held: PendingNotice[];
  /** End of the first one's delay. */
  heldUntil: Date | null;
  mode: MailMode;
}

/** Notices of outcomes are valid only while their submission is in this state. */
const STATE_OF: Partial<Record<NoticeDetail, SubmissionState>> = {
  rejected: "rejected",
  unknown: "unknown",
  needs_decision: "needs_decision",
  arrived: "sent",
};

/** Selects the notices of one topic to send on a channel, now or later. */
export function selectNotices(
  notices: readonly PendingNotice[],
  { channel, choices, isMuted, now }: NoticeBatch,
): SelectedNotices {
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

const newestOf = (notices: readonly PendingNotice[], submissionId: string) =>
  notices.findLast((one) => one.submissionId === submissionId && STATE_OF[one.detail]);

/** Only unknown outcomes may settle by themselves. */
function heldUntil({ kind, detail, at }: PendingNotice): Date {
  const seconds = detail === "unknown" ? (kindRule(kind).holdSeconds ?? 0) : 0;
  return new Date(at.getTime() + seconds * 1_000);
}
