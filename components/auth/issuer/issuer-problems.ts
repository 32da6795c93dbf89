import type { MessageKey } from "@/lib/i18n/message";

/** Why an issuer signed nobody in, by the error code in the address of the sign-in page. */
export const ISSUER_PROBLEMS: Readonly<Record<string, MessageKey>> = {
  issuer_canceled: "identities.problems.canceled",
  issuer_expired: "identities.problems.expired",
  issuer_untrusted: "identities.problems.untrusted",
  issuer_away: "identities.problems.away",
  issuer_unusable: "identities.problems.unusable",
  issuer_no_address: "identities.problems.no_address",
};
