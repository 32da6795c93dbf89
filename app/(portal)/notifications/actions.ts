"use server";

import { refresh } from "next/cache";

import { markAllRead, markRead } from "@/lib/notifications/commands";
import { markAllReadInput, markReadInput } from "@/lib/notifications/schemas";
import { viewerAction } from "@/lib/server/viewer-action";

export const markReadAction = viewerAction(
  "mark a notification as read",
  markReadInput,
  async (viewer, input) => {
    await markRead(viewer, input);
    refresh();
  },
);

export const markAllReadAction = viewerAction(
  "mark all notifications as read",
  markAllReadInput,
  async (viewer, input) => {
    await markAllRead(viewer, input);
    refresh();
  },
);
