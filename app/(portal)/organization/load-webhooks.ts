import type { WebhooksPanelProps } from "@/components/people/webhooks/webhooks-panel";
import { forViewer } from "@/lib/auth/page-viewer";
import { may } from "@/lib/auth/permissions";
import type { Viewer } from "@/lib/auth/types";
import { listWebhooks } from "@/lib/notifications/webhooks/queries";

import { addWebhookAction } from "./webhook-actions";

/** Null for those who may not manage them; their addresses can hold secrets. */
export async function loadWebhooks(
  viewer: Viewer,
  organizationId: string,
): Promise<WebhooksPanelProps | null> {
  if (viewer.seenBy || !may(viewer, "webhooks.manage", organizationId)) return null;
  return {
    organizationId,
    webhooks: await listWebhooks(viewer, organizationId),
    add: forViewer(viewer, addWebhookAction),
  };
}
