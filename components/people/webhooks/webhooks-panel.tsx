import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import type { WebhookSummary } from "@/lib/notifications/webhooks/types";
import { webhookUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { type AddWebhook, AddWebhookForm } from "./add-webhook-form";

export interface WebhooksPanelProps {
  organizationId: string;
  webhooks: readonly WebhookSummary[];
  add: AddWebhook;
}

/** An organization's webhooks, and the form for another. */
export function WebhooksPanel({ organizationId, webhooks, add }: WebhooksPanelProps) {
  const t = useTexts();
  return (
    <Panel title={t("webhooks.title")}>
      <p className="border-b px-4 py-3 text-pretty text-muted-foreground">{t("webhooks.hint")}</p>
      {webhooks.length === 0 ? (
        <p className="border-b px-4 py-3">{t("webhooks.none")}</p>
      ) : (
        <ul className="divide-y border-b">
          {webhooks.map((webhook) => (
            <WebhookRow key={webhook.id} webhook={webhook} />
          ))}
        </ul>
      )}
      <AddWebhookForm organizationId={organizationId} add={add} />
    </Panel>
  );
}

function WebhookRow({ webhook: { id, url, kinds, off } }: { webhook: WebhookSummary }) {
  const t = useTexts();
  return (
    <li className="grid gap-1 px-4 py-3">
      <p className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <Link
          href={webhookUrl(id)}
          translate="no"
          className="text-link min-w-0 [overflow-wrap:anywhere]"
        >
          {url}
        </Link>
        <Badge tone={off ? "warning" : "quiet"}>{t(off ? "webhooks.off" : "webhooks.on")}</Badge>
      </p>
      <p className="text-[0.8125rem] text-muted-foreground">
        {off
          ? t("webhooks.offBecause", { reason: off.reason })
          : kinds.length === 0
            ? t("webhooks.all")
            : t("webhooks.count", { count: kinds.length })}
      </p>
    </li>
  );
}
