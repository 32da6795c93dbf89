"use server";

import { refresh } from "next/cache";

import { viewerAction } from "@/lib/server/viewer-action";
import { changeView, moveView, removeView, saveView } from "@/lib/tickets/views/commands";
import {
  changeViewInput,
  moveViewInput,
  saveViewInput,
  viewIdInput,
} from "@/lib/tickets/views/schemas";

export const saveViewAction = viewerAction("save a view", saveViewInput, async (viewer, input) => {
  const saved = await saveView(viewer, input);
  refresh();
  return saved;
});

export const changeViewAction = viewerAction(
  "change a view",
  changeViewInput,
  async (viewer, input) => {
    const changed = await changeView(viewer, input);
    refresh();
    return changed;
  },
);

export const removeViewAction = viewerAction(
  "remove a view",
  viewIdInput,
  async (viewer, input) => {
    const removed = await removeView(viewer, input);
    refresh();
    return removed;
  },
);

export const moveViewAction = viewerAction("move a view", moveViewInput, async (viewer, input) => {
  const moved = await moveView(viewer, input);
  refresh();
  return moved;
});
