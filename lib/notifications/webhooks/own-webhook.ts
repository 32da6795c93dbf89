import { assertStillMay, lockOrganization } from "../../accounts/member-locks";
import { actedBy } from "../../auth/acted-by";
import { assertMay, ownOrganizations } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { audit, type AuditFacts } from "../../db/audit";
import { isAnyOf } from "../../db/expressions";
import { type Db, db } from "../../db/kysely";
import { AppError } from "../../errors";

export interface OwnWebhook {
  id: string;
  organizationId: string;
  url: string;
  /** Empty: all. */
  kinds: string[];
  isOff: boolean;
}

/** Throws `not_found` for a foreign webhook, `forbidden` for those who are no managers. */
export async function ownWebhook(viewer: Viewer, webhookId: string): Promise<OwnWebhook> {
  const row = await db()
    .selectFrom("webhook")
    .where("id", "=", webhookId)
    .where((eb) => isAnyOf(eb.ref("organization_id"), ownOrganizations(viewer)))
    .select(["id", "organization_id as organizationId", "url", "kinds", "off_at as offAt"])
    .executeTakeFirst();
  if (!row) throw new AppError("not_found");
  assertMay(viewer, "webhooks.manage", row.organizationId);
  const { offAt, kinds, ...webhook } = row;
  return { ...webhook, kinds: kinds ?? [], isOff: offAt !== null };
}

/** Locks the organization, then checks the same right again. */
export async function lockToManage(
  client: Db,
  viewer: Viewer,
  organizationId: string,
): Promise<void> {
  await lockOrganization(client, organizationId);
  await assertStillMay(client, viewer, "webhooks.manage", organizationId);
}

type WebhookAct =
  | "added"
  | "changed"
  | "removed"
  | "replayed"
  | "resent"
  | "secret_renewed"
  | "tested"
  | "turned_on";

export function auditWebhook(
  client: Db,
  viewer: Viewer,
  act: WebhookAct,
  {
    id,
    organizationId,
    ...facts
  }: Pick<OwnWebhook, "id" | "organizationId"> & Pick<AuditFacts, "data" | "count">,
): Promise<void> {
  return audit(
    {
      ...actedBy(viewer),
      organizationId,
      action: `webhook.${act}`,
      targetType: "webhook",
      targetId: id,
      ...facts,
    },
    client,
  );
}
