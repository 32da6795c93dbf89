"use client";

import { File, FileArchive, FileText, Image as ImageIcon, type LucideIcon } from "lucide-react";
import { useState } from "react";

import { cn } from "@/lib/utils";

const ICONS: ReadonlyArray<[RegExp, LucideIcon]> = [
  [/^image\//, ImageIcon],
  [/^text\/|^application\/pdf/, FileText],
  [/zip|gzip|compressed|x-tar/, FileArchive],
];

export function FileThumbnail({ src, mimeType }: { src: string | null; mimeType: string | null }) {
  // The content may be no image.
  const [isShown, setIsShown] = useState(true);
  const Icon = ICONS.find(([kind]) => kind.test(mimeType ?? ""))?.[1] ?? File;
  return (
    <span
      className={cn(
        "flex size-10 shrink-0 items-center justify-center overflow-hidden rounded-md",
        "border bg-muted text-muted-foreground",
      )}
    >
      {src && isShown ? (
        <picture className="contents">
          <img
            src={src}
            alt=""
            width={40}
            height={40}
            className="size-full object-cover"
            onError={() => setIsShown(false)}
          />
        </picture>
      ) : (
        <Icon aria-hidden className="size-5" />
      )}
    </span>
  );
}
