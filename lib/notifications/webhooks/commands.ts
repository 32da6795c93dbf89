import { isIP } from "node:net";

import { assertMay } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { countRows } from "../../db/expressions";
import { type Db, transaction } from "../../db/kysely";
import { AppError } from "../../errors";
import { message } from "../../i18n/message";
import { newId } from "../../ids";
import { isPublicAddress } from "../../outbound/public-address";
import { newWebhookSecret } from "../../webhooks/sign";
import { auditWebhook, lockToManage, ownWebhook } from "./own-webhook";
import type { NewWebhookInput, WebhookIdInput, WebhookKindsInput } from "./schemas";
import { sealWebhookSecret } from "./secret";
import type { RenewedSecret } from "./types";

const MAX_WEBHOOKS = 10;

export async function addWebhook(
  viewer: Viewer,
  { organizationId, url, kinds }: NewWebhookInput,
): Promise<RenewedSecret> {
  assertMay(viewer, "webhooks.manage", organizationId);
  assertPublic(url);
  return transaction(async (client) => {
    await lockToManage(client, viewer, organizationId);
    await assertRoom(client, organizationId);
    const id = newId();
    const secret = newWebhookSecret();
    await client
      .insertInto("webhook")
      .values({
        id,
        organization_id: organizationId,
        url,
        kinds: kinds ?? [],
        sealed_secret: sealWebhookSecret({ id, organizationId }, secret),
        created_by_id: viewer.userId,
      })
      .execute();
    await auditWebhook(client, viewer, "added", { id, organizationId, data: hostOf(url) });
    return { webhookId: id, secret };
  });
}

/** Checks only IP addresses: host names are resolved at each delivery. */
function assertPublic(url: string): void {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) === 0 || isPublicAddress(host)) return;
  throw new AppError("invalid", {
    fieldErrors: { url: message("notices.webhooks.errors.privateUrl") },
  });
}

async function assertRoom(client: Db, organizationId: string): Promise<void> {
  const { count } = await client
    .selectFrom("webhook")
    .where("organization_id", "=", organizationId)
    .select(countRows().as("count"))
    .executeTakeFirstOrThrow();
  if (count >= MAX_WEBHOOKS)
    throw new AppError("conflict", {
      text: message("notices.webhooks.errors.tooMany", { max: MAX_WEBHOOKS }),
    });
}

/** The rest of an address may hold a secret. */
const hostOf = (url: string) => ({ host: new URL(url).host });

export async function changeWebhookKinds(
  viewer: Viewer,
  { webhookId, kinds }: WebhookKindsInput,
): Promise<WebhookKindsInput> {
  const webhook = await ownWebhook(viewer, webhookId);
  return transaction(async (client) => {
    await lockToManage(client, viewer, webhook.organizationId);
    await client
      .updateTable("webhook")
      .set({ kinds: kinds ?? [] })
      .where("id", "=", webhookId)
      .execute();
    await auditWebhook(client, viewer, "changed", {
      ...webhook,
      data: { kinds: kinds?.join(" ") ?? null },
    });
    return { webhookId, kinds };
  });
}

/** Sends pending deliveries. Notices recorded while it was off can be replayed. */
export async function turnOnWebhook(
  viewer: Viewer,
  { webhookId }: WebhookIdInput,
): Promise<WebhookIdInput> {
  const webhook = await ownWebhook(viewer, webhookId);
  return transaction(async (client) => {
    await lockToManage(client, viewer, webhook.organizationId);
    const turned = await client
      .updateTable("webhook")
      .set({ off_at: null, off_reason: null })
      .where("id", "=", webhookId)
      .where("off_at", "is not", null)
      .returning("id")
      .executeTakeFirst();
    if (turned) await auditWebhook(client, viewer, "turned_on", webhook);
    return { webhookId };
  });
}

/** Replaces the secret at once. */
export async function renewWebhookSecret(
  viewer: Viewer,
  { webhookId }: WebhookIdInput,
): Promise<RenewedSecret> {
  const webhook = await ownWebhook(viewer, webhookId);
  return transaction(async (client) => {
    await lockToManage(client, viewer, webhook.organizationId);
    const secret = newWebhookSecret();
    await client
      .updateTable("webhook")
      .set({ sealed_secret: sealWebhookSecret(webhook, secret) })
      .where("id", "=", webhookId)
      .execute();
    await auditWebhook(client, viewer, "secret_renewed", webhook);
    return { webhookId, secret };
  });
}

export async function removeWebhook(
  viewer: Viewer,
  { webhookId }: WebhookIdInput,
): Promise<{ organizationId: string }> {
  const webhook = await ownWebhook(viewer, webhookId);
  const { organizationId, url } = webhook;
  return transaction(async (client) => {
    await lockToManage(client, viewer, organizationId);
    const removed = await client
      .deleteFrom("webhook")
      .where("id", "=", webhookId)
      .returning("id")
      .executeTakeFirst();
    if (removed) await auditWebhook(client, viewer, "removed", { ...webhook, data: hostOf(url) });
    return { organizationId };
  });
}
