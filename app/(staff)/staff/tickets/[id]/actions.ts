"use server";

import { refresh } from "next/cache";

import { removeNote, writeNote } from "@/lib/review/notes/commands";
import { removeNoteInput, writeNoteInput } from "@/lib/review/notes/schemas";
import { viewerAction } from "@/lib/server/viewer-action";

export const writeNoteAction = viewerAction(
  "write an internal note",
  writeNoteInput,
  async (viewer, input) => {
    const written = await writeNote(viewer, input);
    refresh();
    return written;
  },
);

export const removeNoteAction = viewerAction(
  "remove an internal note",
  removeNoteInput,
  async (viewer, input) => {
    const removed = await removeNote(viewer, input);
    refresh();
    return removed;
  },
);
