import type { ReactNode } from "react";

import { contradiction, PREVIEW_TYPES } from "@/lib/files/schemas";
import type { OutgoingFileView } from "@/lib/files/types";
import { fileUrl } from "@/lib/routes";
import { formatFileSize } from "@/lib/text/format-bytes";
import { visibleName } from "@/lib/text/visible-name";

import { FILE_STATE_VIEWS, type FileStateView } from "./file-state";
import { FileThumbnail } from "./file-thumbnail";

interface FileRowProps {
  file: OutgoingFileView;
  /** Where a picture of it is; by default none. `previewOf` gives the portal's own. */
  preview?: string | null;
  /** Instead of what its state says, while something goes on that the server does not know. */
  look?: FileStateView;
  /** Said after the state: a reason, a share of the bytes. */
  detail?: string | null;
  /** Under the state: a progress bar, or the way on. */
  below?: ReactNode;
  /** For what is no file at all. */
  hideSize?: boolean;
  /** Buttons at the row's end. */
  actions?: ReactNode;
}

/** The address of a picture of a file that the viewer uploaded, where it is an image and its bytes are still here. */
export function previewOf(file: OutgoingFileView): string | null {
  return file.mimeType &&
    PREVIEW_TYPES.has(file.mimeType) &&
    file.state !== "receiving" &&
    file.state !== "confirmed"
    ? fileUrl(file.id)
    : null;
}

/** One file on its way: its name, its size, and where it stands, in words. Goes into a list. */
export function FileRow({
  file,
  preview = null,
  look = FILE_STATE_VIEWS[file.state],
  detail = file.reason ?? look.says ?? null,
  below,
  hideSize = false,
  actions,
}: FileRowProps) {
  const oddity = contradiction(file.filename, file.mimeType);
  return (
    <div className="flex items-start gap-3 px-3 py-2.5">
      <FileThumbnail key={preview} src={preview} mimeType={file.mimeType} />
      <div className="min-w-0 flex-1 text-[0.8125rem]">
        <p className="[overflow-wrap:anywhere]">
          <bdi className="text-sm font-medium">{visibleName(file.filename)}</bdi>{" "}
          {hideSize ? null : (
            <span className="whitespace-nowrap text-muted-foreground">
              {formatFileSize(file.size)}
            </span>
          )}
        </p>
        <p className="flex items-start gap-1.5">
          <look.icon
            aria-hidden
            className={`mt-0.5 size-3.5 shrink-0 ${look.colour} ${look.moving ? "animate-spin motion-reduce:animate-none" : ""}`}
          />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            <span className={look.colour}>{look.label}</span>
            {detail ? <span className="text-muted-foreground">. {detail}</span> : null}
          </span>
        </p>
        {below}
        {file.givenName ? (
          <p className="text-muted-foreground [overflow-wrap:anywhere]">
            Saved as this name; it came as “<bdi>{visibleName(file.givenName)}</bdi>”.
          </p>
        ) : null}
        {oddity ? (
          <p className="text-warning [overflow-wrap:anywhere]">
            {oddity} It is sent as what it is.
          </p>
        ) : null}
      </div>
      {actions ? <div className="flex shrink-0 flex-wrap justify-end gap-1">{actions}</div> : null}
    </div>
  );
}
