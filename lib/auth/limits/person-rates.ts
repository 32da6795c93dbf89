import { message } from "../../i18n/message";
import { signedInUserId } from "../seeing/read-only";
import type { Viewer } from "../types";
import { countUse, type RateLimit } from "./rate-limit";

/** The limits of one person's calls to providers, and of mails that they ask for. */
const RATES = {
  noticeTest: { maxUses: 5, windowSeconds: 3_600, text: message("rates.noticeTest") },
  pushTest: { maxUses: 5, windowSeconds: 3_600, text: message("rates.noticeTest") },
  webhookTest: { maxUses: 30, windowSeconds: 3_600, text: message("rates.webhookTest") },
  webhookReplay: { maxUses: 20, windowSeconds: 3_600, text: message("rates.webhookReplay") },
  choices: { maxUses: 60, windowSeconds: 60, text: message("rates.choices") },
  known: { maxUses: 60, windowSeconds: 60, text: message("rates.known") },
  sync: { maxUses: 30, windowSeconds: 60, text: message("rates.sync") },
  ticketSync: { maxUses: 30, windowSeconds: 60, text: message("rates.sync") },
  search: { maxUses: 120, windowSeconds: 60, text: message("rates.search") },
  preview: { maxUses: 60, windowSeconds: 60, text: message("rates.preview") },
  archive: { maxUses: 10, windowSeconds: 3_600, text: message("rates.archive") },
  export: { maxUses: 20, windowSeconds: 3_600, text: message("rates.export") },
} satisfies Record<string, RateLimit>;

/** Counts one use by this person. Throws `throttled`. */
export function countPersonUse(viewer: Viewer, of: keyof typeof RATES): Promise<void> {
  return countUse(`${of}:${signedInUserId(viewer)}`, RATES[of]);
}
