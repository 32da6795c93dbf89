"use server";

import { refresh } from "next/cache";

import {
  addWebhook,
  changeWebhookKinds,
  removeWebhook,
  renewWebhookSecret,
  turnOnWebhook,
} from "@/lib/notifications/webhooks/commands";
import {
  deliveryIdInput,
  newWebhookInput,
  replayInput,
  webhookIdInput,
  webhookKindsInput,
} from "@/lib/notifications/webhooks/schemas";
import {
  replayWebhook,
  resendDelivery,
  testWebhook,
} from "@/lib/notifications/webhooks/send-again";
import { viewerAction } from "@/lib/server/viewer-action";

export const addWebhookAction = viewerAction(
  "add a webhook",
  newWebhookInput,
  async (viewer, input) => {
    const added = await addWebhook(viewer, input);
    refresh();
    return added;
  },
);

export const changeWebhookKindsAction = viewerAction(
  "change a webhook's events",
  webhookKindsInput,
  async (viewer, input) => {
    const changed = await changeWebhookKinds(viewer, input);
    refresh();
    return changed;
  },
);

export const turnOnWebhookAction = viewerAction(
  "turn a webhook on",
  webhookIdInput,
  async (viewer, input) => {
    const turned = await turnOnWebhook(viewer, input);
    refresh();
    return turned;
  },
);

export const renewWebhookSecretAction = viewerAction(
  "renew a webhook's secret",
  webhookIdInput,
  renewWebhookSecret,
);

/** The page does not refresh: it is gone. */
export const removeWebhookAction = viewerAction("remove a webhook", webhookIdInput, removeWebhook);

export const testWebhookAction = viewerAction(
  "test a webhook",
  webhookIdInput,
  async (viewer, input) => {
    const sent = await testWebhook(viewer, input);
    refresh();
    return sent;
  },
);

export const resendDeliveryAction = viewerAction(
  "send a webhook's delivery again",
  deliveryIdInput,
  async (viewer, input) => {
    const sent = await resendDelivery(viewer, input);
    refresh();
    return sent;
  },
);

export const replayWebhookAction = viewerAction(
  "replay a webhook",
  replayInput,
  async (viewer, input) => {
    const replayed = await replayWebhook(viewer, input);
    refresh();
    return replayed;
  },
);
