"use server";

import { refresh } from "next/cache";

import { noInput } from "@/lib/forms/no-input";
import { removePush, sendTestPush, subscribePush } from "@/lib/notifications/push/commands";
import { pushDeviceInput, pushSubscriptionInput } from "@/lib/notifications/push/schemas";
import { viewerAction } from "@/lib/server/viewer-action";

export const subscribePushAction = viewerAction(
  "turn on pushes",
  pushSubscriptionInput,
  async (viewer, input) => {
    const subscribed = await subscribePush(viewer, input);
    refresh();
    return subscribed;
  },
);

export const removePushAction = viewerAction(
  "turn off pushes",
  pushDeviceInput,
  async (viewer, input) => {
    const removed = await removePush(viewer, input);
    refresh();
    return removed;
  },
);

export const sendTestPushAction = viewerAction("push a test", noInput, sendTestPush);
