import { audit } from "../../db/audit";
import { now } from "../../db/expressions";
import type { Db } from "../../db/kysely";
import { DEFAULT_LANGUAGE, languageOf } from "../../i18n/languages";
import { message } from "../../i18n/message";
import { queueMail } from "../../mail/queue-mail";
import { reachableManagers } from "../../organizations/reachable-managers";
import { portalUrl } from "../../portal-url";
import { webhookUrl } from "../../routes";
import type { OffReason } from "./types";

/** Turns a webhook off and mails its managers. Does nothing if it is off already. */
export async function turnOffWebhook(
  client: Db,
  webhookId: string,
  reason: OffReason,
): Promise<void> {
  const webhook = await client
    .updateTable("webhook")
    .set({ off_at: now(), off_reason: reason })
    .where("id", "=", webhookId)
    .where("off_at", "is", null)
    .returning(["url", "organization_id as organizationId"])
    .executeTakeFirst();
  if (!webhook) return;
  const { url, organizationId } = webhook;
  await audit(
    {
      actorId: null,
      organizationId,
      action: "webhook.turned_off",
      targetType: "webhook",
      targetId: webhookId,
      reason,
    },
    client,
  );
  await mailManagers(client, { webhookId, organizationId, host: new URL(url).host, reason });
}

interface TurnedOff {
  webhookId: string;
  organizationId: string;
  /** The rest of its address may hold a secret. */
  host: string;
  reason: OffReason;
}

async function mailManagers(
  client: Db,
  { webhookId, organizationId, host, reason }: TurnedOff,
): Promise<void> {
  const managers = await reachableManagers(client, organizationId);
  for (const { id: userId, email, language, organization } of managers)
    await queueMail(client, {
      kind: "webhook_off",
      guard: { userId, organizationId, ticketId: null, needsManager: true },
      to: email,
      language: languageOf(language) ?? DEFAULT_LANGUAGE,
      content: {
        subject: message("notices.webhooks.offMail.subject", { host }),
        paragraphs: [
          message(`notices.webhooks.offMail.${reason}`, { host }),
          message("notices.webhooks.offMail.next"),
        ],
        button: {
          label: message("notices.webhooks.offMail.open"),
          url: portalUrl(webhookUrl(webhookId)),
        },
        reason: message("notices.reason.manages", { organization }),
      },
    });
}
