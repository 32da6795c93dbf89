import { assertStillMay, lockOrganization } from "../../accounts/member-locks";
import { actedBy } from "../../auth/acted-by";
import { assertMay, ownOrganizations } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { ownConnection } from "../../connections/own-connection";
import { audit } from "../../db/audit";
import { countRows, isAnyOf, json } from "../../db/expressions";
import { type Db, db, transaction } from "../../db/kysely";
import { AppError } from "../../errors";
import { message } from "../../i18n/message";
import { newId } from "../../ids";
import { findProvider } from "../../providers/registry";
import { isBlank } from "../../text/blank";
import { findSecrets } from "../filing/find-secrets";
import type { SaveTemplateInput, TemplateIdInput } from "./schemas";

const MAX_TEMPLATES = 30;

/** Replaces the template of the same name. Everybody in the organization can read its values. */
export async function saveTemplate(
  viewer: Viewer,
  { connectionId, name, values }: SaveTemplateInput,
): Promise<{ templateId: string }> {
  const { organizationId, provider } = await ownConnection(viewer, connectionId);
  assertMay(viewer, "templates.manage", organizationId);
  const fields = findProvider(provider)?.form.fields ?? [];
  const kept = fields.flatMap((field) => {
    const value = values[field.name];
    return isBlank(value) ? [] : [[field.name, value ?? ""]];
  });
  if (kept.length === 0)
    throw new AppError("conflict", { text: message("templates.errors.empty") });
  if (kept.some(([, value]) => findSecrets(value ?? "").length > 0))
    throw new AppError("conflict", { text: message("templates.errors.secret") });
  return transaction(async (client) => {
    await lockOrganization(client, organizationId);
    await assertStillMay(client, viewer, "templates.manage", organizationId);
    await assertRoom(client, { organizationId, provider, name });
    const { id } = await client
      .insertInto("filing_template")
      .values({
        id: newId(),
        organization_id: organizationId,
        provider,
        name,
        values: json(Object.fromEntries(kept)),
        created_by_id: viewer.userId,
      })
      .onConflict((conflict) =>
        conflict
          .columns(["organization_id", "provider", "name"])
          .doUpdateSet({ values: json(Object.fromEntries(kept)), created_by_id: viewer.userId }),
      )
      .returning("id")
      .executeTakeFirstOrThrow();
    await auditTemplate(client, viewer, "saved", organizationId, { name, provider });
    return { templateId: id };
  });
}

async function assertRoom(
  client: Db,
  own: { organizationId: string; provider: string; name: string },
): Promise<void> {
  const { count } = await client
    .selectFrom("filing_template")
    .where("organization_id", "=", own.organizationId)
    .where(({ and, eb, not }) =>
      not(and([eb("provider", "=", own.provider), eb("name", "=", own.name)])),
    )
    .select(countRows().as("count"))
    .executeTakeFirstOrThrow();
  if (count >= MAX_TEMPLATES)
    throw new AppError("conflict", {
      text: message("templates.errors.tooMany", { max: MAX_TEMPLATES }),
    });
}

export async function removeTemplate(
  viewer: Viewer,
  { templateId }: TemplateIdInput,
): Promise<TemplateIdInput> {
  const row = await db()
    .selectFrom("filing_template")
    .where("id", "=", templateId)
    .where((eb) => isAnyOf(eb.ref("organization_id"), ownOrganizations(viewer)))
    .select(["organization_id as organizationId", "name", "provider"])
    .executeTakeFirst();
  if (!row) throw new AppError("not_found");
  const { organizationId, ...data } = row;
  assertMay(viewer, "templates.manage", organizationId);
  return transaction(async (client) => {
    await lockOrganization(client, organizationId);
    await assertStillMay(client, viewer, "templates.manage", organizationId);
    const removed = await client
      .deleteFrom("filing_template")
      .where("id", "=", templateId)
      .returning("id")
      .executeTakeFirst();
    if (removed) await auditTemplate(client, viewer, "removed", organizationId, data);
    return { templateId };
  });
}

function auditTemplate(
  client: Db,
  viewer: Viewer,
  act: "saved" | "removed",
  organizationId: string,
  data: { name: string; provider: string },
): Promise<void> {
  return audit(
    {
      ...actedBy(viewer),
      organizationId,
      action: `organization.template_${act}`,
      targetType: "organization",
      targetId: organizationId,
      data,
    },
    client,
  );
}
