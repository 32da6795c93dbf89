"use client";

import { lazyPart } from "@/components/ui/lazy-part";
import { visibleName } from "@/lib/i18n/visible-name";

import type { PickedFileProps } from "./picked-file";

/** As high as a row of one line. */
export const PickedFilePart = lazyPart<PickedFileProps>(
  async () => (await import("./picked-file")).PickedFile,
  ({ entry }) => (
    <p lang="" className="min-h-15 px-3 py-2.5 text-sm font-medium [overflow-wrap:anywhere]">
      {visibleName(entry.name)}
    </p>
  ),
);
