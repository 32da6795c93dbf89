import { CircleAlert, CircleX, Clock, LoaderCircle, RotateCw, X } from "lucide-react";
import { useEffect, useState } from "react";

import { Button } from "@/components/ui/button";
import { PREVIEW_TYPES } from "@/lib/files/schemas";
import { formatFileSize } from "@/lib/text/format-bytes";
import { useLanguage } from "#texts";

import { FileRow, previewOf } from "./file-row";
import { FILE_STATE_VIEWS, type FileStateView } from "./file-state";
import { fileViewOf, type UploadEntry, type UploadPhase } from "./upload-entry";

const PHASE_VIEWS: Readonly<Record<UploadPhase, FileStateView>> = {
  queued: { label: "Queued", icon: Clock, colour: "text-muted-foreground" },
  uploading: { label: "Uploading", icon: LoaderCircle, colour: "text-primary", isSpinning: true },
  ready: FILE_STATE_VIEWS.ready,
  interrupted: { label: "Upload interrupted", icon: CircleAlert, colour: "text-warning" },
  incomplete: {
    label: "Not finished",
    icon: CircleAlert,
    colour: "text-warning",
    description: "Choose the file again to continue, or remove it.",
  },
  refused: { label: "Not attached", icon: CircleX, colour: "text-destructive" },
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

interface PickedFileProps {
  entry: UploadEntry;
  disabled: boolean;
  onRemove: () => void;
  onRetry: () => void;
}

export function PickedFile({ entry, disabled, onRemove, onRetry }: PickedFileProps) {
  const language = useLanguage();
  const local = useObjectUrl(entry.file);
  const view = fileViewOf(entry);
  const look = PHASE_VIEWS[entry.phase];
  const isMoving = entry.phase === "uploading";
  const share = `${formatFileSize(entry.sent, language)} of ${formatFileSize(entry.size, language)}`;
  const detail = isMoving ? share : (entry.problem ?? look.description ?? null);
  // The browser guesses the type from the name; only the server checks the content.
  const shown = entry.view ? view : { ...view, mimeType: null };
  return (
    <FileRow
      file={shown}
      hideSize={entry.isFolder}
      preview={entry.phase === "ready" ? previewOf(view) && (local ?? previewOf(view)) : local}
      stateView={look}
      detail={detail}
      footer={
        isMoving ? (
          <progress
            aria-label={`Uploading ${view.filename}`}
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
            aria-label={`Try again: ${view.filename}`}
            onClick={onRetry}
          >
            <RotateCw aria-hidden />
            Try again
          </Button>
        ) : null
      }
      actions={
        <Button
          variant="ghost"
          size="icon"
          disabled={disabled}
          aria-label={`${isMoving || entry.phase === "queued" ? "Cancel" : "Remove"} ${view.filename}`}
          onClick={onRemove}
        >
          <X aria-hidden />
        </Button>
      }
    />
  );
}
