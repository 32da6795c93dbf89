import type { ReactNode } from "react";

import { MarkedText } from "@/components/ui/text/marked-text";
import { contradiction } from "@/lib/files/contradiction";
import { PREVIEW_TYPES } from "@/lib/files/rules";
import type { OutgoingFileView } from "@/lib/files/types";
import { renderMessage } from "@/lib/i18n/message";
import { visibleName } from "@/lib/i18n/visible-name";
import { fileUrl } from "@/lib/routes";
import { formatFileSize } from "@/lib/text/format-bytes";
import { cn } from "@/lib/utils";
import { useLanguage, useTexts } from "#texts";

import { FILE_STATE_VIEWS, type FileStateView } from "./file-state";
import { FileThumbnail } from "./file-thumbnail";

interface FileRowProps {
  file: OutgoingFileView;
  /** Address of a preview image; `previewOf` returns the portal's own. */
  preview?: string | null;
  /** Replaces the view of the file's state, for progress that the server does not know. */
  stateView?: FileStateView;
  /** For `MarkedText`. Default: the file's reason, else what its state means. */
  detail?: string | null;
  footer?: ReactNode;
  hideSize?: boolean;
  actions?: ReactNode;
}

/** Returns the preview address of an uploaded image while the portal still stores its bytes. */
export function previewOf(file: OutgoingFileView): string | null {
  return file.mimeType &&
    PREVIEW_TYPES.has(file.mimeType) &&
    file.state !== "receiving" &&
    file.state !== "confirmed"
    ? fileUrl(file.id)
    : null;
}

export function FileRow({
  file,
  preview = null,
  stateView = FILE_STATE_VIEWS[file.state],
  detail = file.reason,
  footer,
  hideSize = false,
  actions,
}: FileRowProps) {
  const t = useTexts();
  const language = useLanguage();
  const typeMismatch = contradiction(file.filename, file.mimeType);
  const { description } = stateView;
  const shownDetail = detail ?? (description ? renderMessage(t, { key: description }) : null);
  return (
    <div className="flex items-start gap-3 px-3 py-2.5">
      <FileThumbnail key={preview} src={preview} mimeType={file.mimeType} />
      <div className="min-w-0 flex-1 text-[0.8125rem]">
        <p className="[overflow-wrap:anywhere]">
          <bdi lang="" className="text-sm font-medium">
            {visibleName(file.filename)}
          </bdi>{" "}
          {hideSize ? null : (
            <span className="whitespace-nowrap text-muted-foreground">
              {formatFileSize(file.size, language)}
            </span>
          )}
        </p>
        <p className="flex items-start gap-1.5">
          <stateView.icon
            aria-hidden
            className={cn(
              "mt-0.5 size-3.5 shrink-0",
              stateView.colour,
              stateView.isSpinning && "animate-spin motion-reduce:animate-none",
            )}
          />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            <span className={stateView.colour}>{renderMessage(t, { key: stateView.label })}</span>
            {shownDetail ? (
              <span className="text-muted-foreground">
                . <MarkedText text={shownDetail} />
              </span>
            ) : null}
            {file.words ? (
              <>
                {" "}
                <q lang="" className="text-muted-foreground">
                  {file.words}
                </q>
              </>
            ) : null}
          </span>
        </p>
        {footer}
        {file.givenName ? (
          <p className="text-muted-foreground [overflow-wrap:anywhere]">
            {t.rich("files.renamed", {
              name: visibleName(file.givenName),
              original: (name) => <bdi lang="">{name}</bdi>,
            })}
          </p>
        ) : null}
        {typeMismatch ? (
          <p className="text-warning [overflow-wrap:anywhere]">{renderMessage(t, typeMismatch)}</p>
        ) : null}
      </div>
      {actions ? <div className="flex shrink-0 flex-wrap justify-end gap-1">{actions}</div> : null}
    </div>
  );
}
