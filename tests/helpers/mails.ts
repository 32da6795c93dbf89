import { unseal } from "@/lib/crypto/seal";
import { env } from "@/lib/env";
import { type MailBody, mailSealContext } from "@/lib/mail/mail-body";

import { sql } from "./sql";

/** The emails queued to an address, newest first. */
export async function mailsTo(email: string): Promise<Array<MailBody & { kind: string }>> {
  const rows = await sql(
    "SELECT id, kind, sealed_body FROM mail WHERE recipient = $1 ORDER BY created_at DESC, id DESC",
    [email],
  );
  return (rows as Array<{ id: string; kind: string; sealed_body: string }>).map(
    ({ id, kind, sealed_body }) => ({
      ...(JSON.parse(unseal(sealed_body, mailSealContext(id), env().CREDENTIAL_KEYS)) as MailBody),
      kind,
    }),
  );
}
