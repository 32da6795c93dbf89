import { seal, type SealContext, unseal } from "../../crypto/seal";
import { env } from "../../env";

interface SecretRow {
  id: string;
  organizationId: string;
}

const context = ({ id, organizationId }: SecretRow): SealContext => ({
  organizationId,
  rowId: id,
  provider: "portal",
  field: "webhook-secret",
});

export const sealWebhookSecret = (row: SecretRow, secret: string): string =>
  seal(secret, context(row), env().CREDENTIAL_KEYS);

export const openWebhookSecret = (row: SecretRow & { sealedSecret: string }): string =>
  unseal(row.sealedSecret, context(row), env().CREDENTIAL_KEYS);
