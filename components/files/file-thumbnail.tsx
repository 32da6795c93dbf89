"use client";

import { useState } from "react";

/** Class names of `controls.css`, where the icons are: as components they would double this script. */
const ICONS: ReadonlyArray<[RegExp, string]> = [
  [/^image\//, "of-image"],
  [/^text\/|^application\/pdf/, "of-text"],
  [/zip|gzip|compressed|x-tar/, "of-archive"],
];

export function FileThumbnail({ src, mimeType }: { src: string | null; mimeType: string | null }) {
  // The content may be no image.
  const [isShown, setIsShown] = useState(true);
  const icon = ICONS.find(([kind]) => kind.test(mimeType ?? ""))?.[1] ?? "";
  return (
    <span className={`file-icon ${icon}`}>
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
      ) : null}
    </span>
  );
}
