import type { OrganizationKind } from "../../notices/kinds";

/** Reason a webhook is off: eight tries failed, or the receiver answered 410. */
export type OffReason = "failed" | "gone";

/** Reasons a delivery has no answer. */
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
  kinds: OrganizationKind[];
  off: { reason: OffReason; at: Date } | null;
}

export interface WebhookDelivery {
  id: string;
  /** `type` of the message. */
  type: string;
  kind: OrganizationKind | null;
  state: "waiting" | "delivered" | "failed";
  tries: number;
  isReplay: boolean;
  createdAt: Date;
  /** Time of the next try. */
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

/** The secret is shown only once. */
export interface RenewedSecret {
  webhookId: string;
  secret: string;
}

export interface Replayed {
  count: number;
  /** Time of the first notice beyond the limit of one replay; null if there is none. */
  goesOnAt: Date | null;
}
