"use server";

import { refresh } from "next/cache";

import { syncActionInput } from "@/lib/review/schemas";
import { controlSync } from "@/lib/review/sync/commands";
import { viewerAction } from "@/lib/server/viewer-action";

export const moveSyncAction = viewerAction(
  "change the reading of a connection",
  syncActionInput,
  async (viewer, input) => {
    const moved = await controlSync(viewer, input);
    refresh();
    return moved;
  },
);
