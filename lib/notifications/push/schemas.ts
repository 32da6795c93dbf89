import { z } from "zod";

import { id } from "../../forms/id";

const MAX_ENDPOINT = 1_000;

/** As the browser's `PushSubscription` has it. */
export const pushSubscriptionInput = z.object({
  endpoint: z.url().max(MAX_ENDPOINT),
  /** 65 bytes, uncompressed. */
  p256dh: z.string().regex(/^B[\w-]{86}$/),
  /** 16 bytes. */
  auth: z.string().regex(/^[\w-]{22}$/),
});

export type PushSubscriptionInput = z.output<typeof pushSubscriptionInput>;

export const pushDeviceInput = z.object({ id });
