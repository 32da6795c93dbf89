import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { WebhookView } from "@/components/people/webhooks/webhook-view";
import { forViewer } from "@/lib/auth/page-viewer";
import { requireSelf } from "@/lib/auth/viewer";
import { lastDay } from "@/lib/notifications/webhooks/local-time";
import { findWebhook } from "@/lib/notifications/webhooks/queries";
import { requestTexts } from "@/lib/server/request-texts";

import {
  changeWebhookKindsAction,
  removeWebhookAction,
  renewWebhookSecretAction,
  replayWebhookAction,
  resendDeliveryAction,
  testWebhookAction,
  turnOnWebhookAction,
} from "../../webhook-actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("webhooks.title") };
}

interface WebhookPageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

export default async function WebhookPage({ params, searchParams }: WebhookPageProps) {
  const viewer = await requireSelf();
  const { before } = await singleValues(searchParams);
  const { id } = await params;
  const webhook = (await findWebhook(viewer, id, before)) ?? notFound();
  return (
    <PageTexts features={["webhooks"]}>
      <WebhookView
        webhook={webhook}
        isFirstPage={before === undefined}
        period={lastDay(viewer.timeZone)}
        locale={viewer}
        actions={{
          changeKinds: forViewer(viewer, changeWebhookKindsAction),
          turnOn: forViewer(viewer, turnOnWebhookAction),
          renew: forViewer(viewer, renewWebhookSecretAction),
          remove: forViewer(viewer, removeWebhookAction),
          test: forViewer(viewer, testWebhookAction),
          resend: forViewer(viewer, resendDeliveryAction),
          replay: forViewer(viewer, replayWebhookAction),
        }}
      />
    </PageTexts>
  );
}
