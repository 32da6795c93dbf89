import { Alert } from "@/components/ui/alert";
import { type MessageKey, renderMessage } from "@/lib/i18n/message";
import { useTexts } from "#texts";

const OUTCOMES: Readonly<Record<string, MessageKey>> = {
  issuer_canceled: "identities.outcomes.canceled",
  issuer_expired: "identities.errors.expired",
  issuer_untrusted: "identities.outcomes.untrusted",
  issuer_away: "identities.outcomes.away",
  issuer_taken: "identities.errors.taken",
  issuer_too_many: "identities.outcomes.tooMany",
  throttled: "proof.throttled",
};

/** The outcome of linking an issuer. */
export function LinkOutcome({ outcome }: { outcome: string | undefined }) {
  const t = useTexts();
  if (outcome === "linked") return <Alert tone="success">{t("identities.outcomes.linked")}</Alert>;
  if (outcome === undefined) return null;
  const key = OUTCOMES[outcome] ?? "errors.internal";
  return <Alert tone="danger">{renderMessage(t, { key })}</Alert>;
}
