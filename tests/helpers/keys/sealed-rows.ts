import { seal, type SealContext } from "@/lib/crypto/seal";
import { draftSealContext } from "@/lib/drafts/draft-content";
import { type CredentialKey, env } from "@/lib/env";
import { resubmissionKey } from "@/lib/files/draft-key";
import { newId } from "@/lib/ids";
import { mailSealContext } from "@/lib/mail/mail-body";
import { messageSealContext } from "@/lib/submissions/sealed-message";

import { makeOrganization, makeViewer } from "../people";
import { sql } from "../sql";

/** A sealed value, where it is, and what it holds. */
export interface SealedRow {
  column: string;
  id: string;
  context: SealContext;
  plain: string;
}

const CONNECTION = `INSERT INTO connection (id, organization_id, provider, label, created_by_id, sealed_credential)
  SELECT id, $2, 'hostup', id, $3, sealed FROM unnest($1::text[], $4::text[]) AS new (id, sealed)`;

/** One value of each other column beside so many credentials, all under the last key. */
export async function fillSealedRows(credentials: number): Promise<SealedRow[]> {
  const keys = env().CREDENTIAL_KEYS.slice(-1) as [CredentialKey];
  const rows: SealedRow[] = [];
  const sealed = (column: string, id: string, context: SealContext) => {
    const plain = `${column} of ${id}`;
    rows.push({ column, id, context, plain });
    return seal(plain, context, keys);
  };
  const organizationId = await makeOrganization();
  const { userId } = await makeViewer({ organizationId });
  const at = { organizationId, provider: "hostup" };
  const ids = Array.from({ length: credentials }, () => newId());
  const [connectionId = ""] = ids;
  await sql(CONNECTION, [
    ids,
    organizationId,
    userId,
    ids.map((rowId) =>
      sealed("connection.sealed_credential", rowId, { ...at, rowId, field: "credential" }),
    ),
  ]);
  await sql("UPDATE connection SET sealed_access_token = $2 WHERE id = $1", [
    connectionId,
    sealed("connection.sealed_access_token", connectionId, {
      ...at,
      rowId: connectionId,
      field: "access-token",
    }),
  ]);
  const submission = { id: newId(), organization_id: organizationId };
  await sql(
    `INSERT INTO submission (id, organization_id, connection_id, user_id, form_key, kind, payload,
       payload_hash, state, sealed_message)
     VALUES ($1, $2, $3, $4, $1, 'create', '{}', '-', 'rejected', $5)`,
    [
      submission.id,
      organizationId,
      connectionId,
      userId,
      sealed("submission.sealed_message", submission.id, messageSealContext(submission)),
    ],
  );
  const draftId = newId();
  await sql(
    `INSERT INTO draft (id, user_id, kind, target_id, form_key, sealed) VALUES ($1, $2, 'resubmission', $3, $1, $4)`,
    [
      draftId,
      userId,
      submission.id,
      sealed(
        "draft.sealed",
        draftId,
        draftSealContext({ userId }, resubmissionKey(submission.id), at),
      ),
    ],
  );
  const mailId = newId();
  await sql(
    "INSERT INTO mail (id, message_id, kind, recipient, sealed_body) VALUES ($1, $1, 'test', 'a@example.com', $2)",
    [mailId, sealed("mail.sealed_body", mailId, mailSealContext(mailId))],
  );
  await sql("INSERT INTO authenticator (user_id, sealed_secret) VALUES ($1, $2)", [
    userId,
    sealed("authenticator.sealed_secret", userId, {
      organizationId: "",
      rowId: userId,
      provider: "portal",
      field: "authenticator",
    }),
  ]);
  const portal = { organizationId: "", provider: "portal" };
  const subscriptionId = newId();
  await sql(
    `WITH browser AS (INSERT INTO device (id, user_id, token_hash) VALUES ($1, $2, $1) RETURNING id)
     INSERT INTO push_subscription (id, user_id, device_id, endpoint_hash, user_agent, sealed_subscription)
     SELECT $1, $2, id, $1, '', $3 FROM browser`,
    [
      subscriptionId,
      userId,
      sealed("push_subscription.sealed_subscription", subscriptionId, {
        ...portal,
        rowId: subscriptionId,
        field: "push-subscription",
      }),
    ],
  );
  await sql(
    "INSERT INTO portal_key (id, public_key, sealed_private_key) VALUES ('vapid', '-', $1)",
    [
      sealed("portal_key.sealed_private_key", "vapid", {
        ...portal,
        rowId: "vapid",
        field: "portal-key",
      }),
    ],
  );
  const webhookId = newId();
  await sql(
    `INSERT INTO webhook (id, organization_id, url, created_by_id, sealed_secret)
     VALUES ($1, $2, 'https://hooks.example', $3, $4)`,
    [
      webhookId,
      organizationId,
      userId,
      sealed("webhook.sealed_secret", webhookId, {
        ...portal,
        organizationId,
        rowId: webhookId,
        field: "webhook-secret",
      }),
    ],
  );
  return rows;
}
