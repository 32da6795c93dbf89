import type { Result } from "@/lib/result";

/** A server action; it refreshes the page itself. */
export type WebhookAction<Data> = (input: unknown) => Promise<Result<Data>>;

export interface SentDelivery {
  isDelivered: boolean;
}
