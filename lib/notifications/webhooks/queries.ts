import { organizationsWhere } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { isAnyOf } from "../../db/expressions";
import { db } from "../../db/kysely";
import { isId } from "../../ids";
import { isOrganizationKind } from "../../notices/kinds";
import { webhookType } from "./message";
import {
  MISSING_ANSWERS,
  type MissingAnswer,
  type OffReason,
  type WebhookDelivery,
  type WebhookDetails,
  type WebhookSummary,
} from "./types";

const PER_PAGE = 50;

/** Lists the organization's webhooks, oldest first. Empty if the viewer may not manage them. */
export async function listWebhooks(
  viewer: Viewer,
  organizationId: string,
): Promise<WebhookSummary[]> {
  const rows = await webhooks(viewer)
    .where("w.organization_id", "=", organizationId)
    .orderBy("w.id")
    .execute();
  return rows.map(toSummary);
}

/** Null if the viewer may not manage it. `before`: last delivery of the previous page. */
export async function findWebhook(
  viewer: Viewer,
  webhookId: string,
  before?: string,
): Promise<WebhookDetails | null> {
  if (!isId(webhookId)) return null;
  const row = await webhooks(viewer).where("w.id", "=", webhookId).executeTakeFirst();
  if (!row) return null;
  const deliveries = await listDeliveries(webhookId, before && isId(before) ? before : undefined);
  const page = deliveries.slice(0, PER_PAGE);
  return {
    ...toSummary(row),
    organizationId: row.organizationId,
    organizationName: row.organizationName,
    createdAt: row.createdAt,
    deliveries: page.map(toDelivery),
    nextCursor: deliveries.length > PER_PAGE ? (page.at(-1)?.id ?? null) : null,
  };
}

const webhooks = (viewer: Viewer) =>
  db()
    .selectFrom("webhook as w")
    .innerJoin("organization as o", "o.id", "w.organization_id")
    .where((eb) =>
      isAnyOf(eb.ref("w.organization_id"), organizationsWhere(viewer, "webhooks.manage")),
    )
    .select(["w.id", "w.url", "w.kinds", "w.off_reason as offReason", "w.off_at as offAt"])
    .select(["w.created_at as createdAt", "w.organization_id as organizationId"])
    .select("o.name as organizationName");

type WebhookRow = Awaited<ReturnType<ReturnType<typeof webhooks>["execute"]>>[number];

const toSummary = ({ id, url, kinds, offAt, offReason }: WebhookRow): WebhookSummary => ({
  id,
  url,
  kinds: (kinds ?? []).filter(isOrganizationKind),
  off: offAt && { at: offAt, reason: offReason as OffReason },
});

const listDeliveries = (webhookId: string, before: string | undefined) =>
  db()
    .selectFrom("webhook_delivery as d")
    .leftJoin("notice as n", "n.id", "d.notice_id")
    .where("d.webhook_id", "=", webhookId)
    .$if(before !== undefined, (query) => query.where("d.id", "<", before ?? ""))
    .orderBy("d.id", "desc")
    .limit(PER_PAGE + 1)
    .select(["d.id", "d.state", "d.attempts as tries", "d.is_replay as isReplay", "n.kind"])
    .select(["d.created_at as createdAt", "d.next_at as nextAt", "d.settled_at as settledAt"])
    .select(["d.answer_status as answerStatus", "d.answer_text as answerText"])
    .execute();

function toDelivery({
  kind,
  answerStatus,
  answerText,
  ...row
}: Awaited<ReturnType<typeof listDeliveries>>[number]): WebhookDelivery {
  const known = kind !== null && isOrganizationKind(kind) ? kind : null;
  const text = answerText ?? "";
  return {
    ...row,
    kind: known,
    type: webhookType(known),
    answer:
      answerStatus === null
        ? isMissingAnswer(text)
          ? { none: text }
          : null
        : { status: answerStatus, text },
  };
}

const isMissingAnswer = (text: string): text is MissingAnswer =>
  (MISSING_ANSWERS as readonly string[]).includes(text);
