"use server";

import { refresh } from "next/cache";

import { syncMoveInput } from "@/lib/review/schemas";
import { moveSync } from "@/lib/review/sync-commands";
import { viewerAction } from "@/lib/server/viewer-action";

export const moveSyncAction = viewerAction(
  "change the reading of a connection",
  syncMoveInput,
  async (viewer, input) => {
    const moved = await moveSync(viewer, input);
    refresh();
    return moved;
  },
);
