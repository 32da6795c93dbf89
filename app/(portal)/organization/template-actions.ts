"use server";

import { refresh } from "next/cache";

import { viewerAction } from "@/lib/server/viewer-action";
import { removeTemplate, saveTemplate } from "@/lib/tickets/templates/commands";
import { saveTemplateInput, templateIdInput } from "@/lib/tickets/templates/schemas";

export const saveTemplateAction = viewerAction(
  "save a template",
  saveTemplateInput,
  async (viewer, input) => {
    const saved = await saveTemplate(viewer, input);
    refresh();
    return saved;
  },
);

export const removeTemplateAction = viewerAction(
  "remove a template",
  templateIdInput,
  async (viewer, input) => {
    const removed = await removeTemplate(viewer, input);
    refresh();
    return removed;
  },
);
