import type { NoticeKind } from "../../notices/kinds";

/** Why a webhook is off: eight tries failed, or the receiver answered 410. */
export type OffReason = "failed" | "gone";

/** Why a delivery got no answer of its receiver. */
export const MISSING_ANSWERS = [
  "timeout",
  "private_address",
  "unknown_host",
  "certificate",
  "no_connection",
  /** About a private ticket, or one that is no longer the organization's. */
  "withheld",
  "webhook_off",
] as const;

export type MissingAnswer = (typeof MISSING_ANSWERS)[number];

export interface WebhookSummary {
  id: string;
  url: string;
  /** Empty: all. */
  kinds: NoticeKind[];
  off: { reason: OffReason; at: Date } | null;
}

export interface WebhookDelivery {
  id: string;
  /** As in the body. */
  type: string;
  kind: NoticeKind | null;
  state: "waiting" | "delivered" | "failed";
  tries: number;
  isReplay: boolean;
  createdAt: Date;
  /** Of the next try. */
  nextAt: Date | null;
  settledAt: Date | null;
  answer: { status: number; text: string } | { none: MissingAnswer } | null;
}

export interface WebhookDetails extends WebhookSummary {
  organizationId: string;
  organizationName: string;
  createdAt: Date;
  deliveries: WebhookDelivery[];
  nextCursor: string | null;
}
