import type { SubmissionState } from "../db/generated/enums";
import { markForeign } from "../i18n/foreign-words";
import type { Translate } from "../i18n/message";
import { visibleName } from "../i18n/visible-name";
import type { NoticeDetail } from "../notices/types";
import type { Json } from "../providers/contract";
import { inWords, priorityLabel, providerName, shownStatus } from "../providers/labels";
import { isBlank } from "../text/blank";
import { shorten } from "../text/shorten";

/** Values for the sentence of a notice. */
export interface SentenceFacts {
  /** The provider's id; null if no provider is involved. */
  provider: string | null;
  /** The new value in its event; null without an event. */
  after: Json;
  /** The person here who wrote the message, whom the provider names by the account. */
  writer?: string | null;
  /** Ticket number or id at the provider. */
  number: string | null;
  /** Label of the connection. */
  account: string | null;
  organization: string | null;
}

const MAX_CHARACTERS = 80;

/** The case of a notice now: an outcome that was open then may have been settled since. */
export function settledDetail(detail: NoticeDetail, state: SubmissionState | null): NoticeDetail {
  if (detail !== "unknown" && detail !== "needs_decision") return detail;
  return state === "sent" ? "arrived" : state === "rejected" ? "rejected" : detail;
}

/** Returns a sentence for `MarkedText`. */
export function noticeSentence(
  t: Translate,
  { detail }: { detail: NoticeDetail },
  { provider: providerId, after, writer, number, account, organization }: SentenceFacts,
): string {
  const provider = providerName(providerId ?? "");
  switch (detail) {
    case "message": {
      const name = words(writer ?? senderName(after));
      return t("notices.detail.message", { sender: name ? "named" : "other", name, provider });
    }
    case "status": {
      const { label, known } = shownStatus(t, providerId ?? "", text(after));
      return t("notices.detail.status", { status: known ? label : words(label) });
    }
    case "priority": {
      const priority = priorityLabel(t, providerId ?? "", text(after) || null);
      if (!priority) return t("notices.detail.no_priority");
      const { label, known } = inWords(priority);
      return t("notices.detail.priority", { priority: known ? label : words(label) });
    }
    case "filed":
      return t("notices.detail.filed", { number: words(number) });
    case "key_refused":
      return t("notices.detail.key_refused", { provider, account: words(account) });
    case "added":
      return t("notices.detail.added", { organization: words(organization) });
    default:
      return t(`notices.detail.${detail}`, { provider });
  }
}

function text(value: Json): string {
  return typeof value === "string" ? value : "";
}

function senderName(message: Json): string {
  const isRecord = message !== null && typeof message === "object" && !Array.isArray(message);
  return isRecord ? text(message.senderName ?? null) : "";
}

/** Marks words of a person or provider. */
function words(given: string | null): string {
  if (given === null || isBlank(given)) return "";
  return markForeign(shorten(visibleName(given), MAX_CHARACTERS));
}
