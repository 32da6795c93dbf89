import { CircleAlert, CircleX, Clock, LoaderCircle, RotateCw, X } from "lucide-react";
import { useEffect, useState } from "react";

import { Button } from "@/components/ui/button";
import { PREVIEW_TYPES } from "@/lib/files/rules";
import { formatFileSize } from "@/lib/text/format-bytes";
import { useLanguage, useTexts } from "#texts";

import { FileRow, previewOf } from "./file-row";
import { FILE_STATE_VIEWS, type FileStateView } from "./file-state";
import { fileViewOf, type UploadEntry, type UploadPhase } from "./upload-entry";

const PHASE_VIEWS: Readonly<Record<UploadPhase, FileStateView>> = {
  queued: { label: "files.phase.queued", icon: Clock, colour: "text-muted-foreground" },
  uploading: {
    label: "files.phase.uploading",
    icon: LoaderCircle,
    colour: "text-primary",
    isSpinning: true,
  },
  ready: FILE_STATE_VIEWS.ready,
  interrupted: { label: "files.phase.interrupted", icon: CircleAlert, colour: "text-warning" },
  incomplete: {
    label: "files.phase.incomplete",
    icon: CircleAlert,
    colour: "text-warning",
    description: "files.incompleteHint",
  },
  refused: { label: "files.phase.refused", icon: CircleX, colour: "text-destructive" },
};

const PROGRESS_BAR = [
  "my-1 block h-1.5 w-full appearance-none overflow-hidden rounded-full border-0 bg-muted",
  "[&::-moz-progress-bar]:bg-primary [&::-webkit-progress-bar]:bg-muted",
  "[&::-webkit-progress-value]:bg-primary",
].join(" ");

function useObjectUrl(file: File | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!file || !PREVIEW_TYPES.has(file.type)) return;
    const made = URL.createObjectURL(file);
    const frame = requestAnimationFrame(() => setUrl(made));
    return () => {
      cancelAnimationFrame(frame);
      URL.revokeObjectURL(made);
      setUrl(null);
    };
  }, [file]);
  return url;
}

export interface PickedFileProps {
  entry: UploadEntry;
  disabled: boolean;
  onRemove: () => void;
  onRetry: () => void;
}

export function PickedFile({ entry, disabled, onRemove, onRetry }: PickedFileProps) {
  const t = useTexts();
  const language = useLanguage();
  const local = useObjectUrl(entry.file);
  const view = fileViewOf(entry);
  const look = PHASE_VIEWS[entry.phase];
  const isMoving = entry.phase === "uploading";
  const share = t("files.sentOf", {
    sent: formatFileSize(entry.sent, language),
    size: formatFileSize(entry.size, language),
  });
  const isStoppable = isMoving || entry.phase === "queued";
  // The browser guesses the type from the name; only the server checks the content.
  const shown = entry.view ? view : { ...view, mimeType: null };
  return (
    <FileRow
      file={shown}
      hideSize={entry.isFolder}
      preview={entry.phase === "ready" ? previewOf(view) && (local ?? previewOf(view)) : local}
      stateView={look}
      detail={isMoving ? share : entry.problem}
      footer={
        isMoving ? (
          <progress
            aria-label={t("files.uploadingFile", { name: view.filename })}
            max={entry.size}
            value={entry.sent}
            className={PROGRESS_BAR}
          />
        ) : entry.phase === "interrupted" ? (
          <Button
            variant="secondary"
            size="small"
            className="my-1.5"
            disabled={disabled}
            aria-label={t("files.tryFileAgain", { name: view.filename })}
            onClick={onRetry}
          >
            <RotateCw aria-hidden />
            {t("common.tryAgain")}
          </Button>
        ) : null
      }
      actions={
        <Button
          variant="ghost"
          size="icon"
          disabled={disabled}
          aria-label={t(isStoppable ? "files.cancelFile" : "files.removeFile", {
            name: view.filename,
          })}
          onClick={onRemove}
        >
          <X aria-hidden />
        </Button>
      }
    />
  );
}
