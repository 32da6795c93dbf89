import type { MessageKey } from "@/lib/i18n/message";

/** The reasons for a failed sign-in at an issuer, by the error code in the page's address. */
export const ISSUER_PROBLEMS: Readonly<Record<string, MessageKey>> = {
  issuer_canceled: "identities.problems.canceled",
  issuer_expired: "identities.problems.expired",
  issuer_untrusted: "identities.problems.untrusted",
  issuer_away: "identities.problems.away",
  issuer_unusable: "identities.problems.unusable",
  issuer_no_address: "identities.problems.no_address",
};
