import { CircleAlert, CircleX, Clock, LoaderCircle, RotateCw, X } from "lucide-react";
import { useEffect, useState } from "react";

import { Button } from "@/components/ui/button";
import { PREVIEW_TYPES } from "@/lib/files/schemas";
import type { OutgoingFileView } from "@/lib/files/types";
import { formatFileSize } from "@/lib/text/format-bytes";

import { FileRow, previewOf } from "./file-row";
import { FILE_STATE_VIEWS, type FileStateView } from "./file-state";
import type { Entry, EntryPhase } from "./upload-list";

const LOOKS: Readonly<Record<EntryPhase, FileStateView>> = {
  queued: { label: "Queued", icon: Clock, colour: "text-muted-foreground" },
  uploading: { label: "Uploading", icon: LoaderCircle, colour: "text-primary", moving: true },
  ready: FILE_STATE_VIEWS.ready,
  stopped: { label: "Upload interrupted", icon: CircleAlert, colour: "text-warning" },
  left: {
    label: "Not finished",
    icon: CircleAlert,
    colour: "text-warning",
    says: "Choose the file again to continue, or remove it.",
  },
  refused: { label: "Not attached", icon: CircleX, colour: "text-destructive" },
};

const BAR =
  "my-1 block h-1.5 w-full appearance-none overflow-hidden rounded-full border-0 bg-muted [&::-moz-progress-bar]:bg-primary [&::-webkit-progress-bar]:bg-muted [&::-webkit-progress-value]:bg-primary";

/** The list's entry as a file, also before the server has heard of it. */
export function viewOf(entry: Entry): OutgoingFileView {
  return (
    entry.view ?? {
      id: entry.id,
      filename: entry.name,
      givenName: null,
      size: entry.size,
      mimeType: entry.file?.type || null,
      state: "receiving",
      reason: null,
    }
  );
}

/** A picture of the chosen file from this machine, for as long as it is shown. */
function useLocalPicture(file: File | null): string | null {
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
  entry: Entry;
  disabled: boolean;
  onRemove: () => void;
  onRetry: () => void;
}

/** One file of the picker. */
export function PickedFile({ entry, disabled, onRemove, onRetry }: PickedFileProps) {
  const local = useLocalPicture(entry.file);
  const view = viewOf(entry);
  const look = LOOKS[entry.phase];
  const isMoving = entry.phase === "uploading";
  const share = `${formatFileSize(entry.sent)} of ${formatFileSize(entry.size)}`;
  const detail = isMoving ? share : (entry.problem ?? look.says ?? null);
  // What the browser says of a file is a guess by its name; contradictions are pointed out by the content alone.
  const shown = entry.view ? view : { ...view, mimeType: null };
  return (
    <FileRow
      file={shown}
      hideSize={entry.isFolder}
      preview={entry.phase === "ready" ? previewOf(view) && (local ?? previewOf(view)) : local}
      look={look}
      detail={detail}
      below={
        isMoving ? (
          <progress
            aria-label={`Uploading ${view.filename}`}
            max={entry.size}
            value={entry.sent}
            className={BAR}
          />
        ) : entry.phase === "stopped" ? (
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
