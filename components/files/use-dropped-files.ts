import { type RefObject, useEffect, useEffectEvent, useState } from "react";

import { useTexts } from "#texts";

import { pastedFileName } from "./pasted-file-name";

const carriesFiles = (event: DragEvent): boolean =>
  event.dataTransfer?.types.includes("Files") ?? false;

/** Separates files from folders, which cannot be read. */
function filesAndFoldersOf(data: DataTransfer | null): { files: File[]; folders: string[] } {
  const files: File[] = [];
  const folders: string[] = [];
  for (const item of data?.items ?? []) {
    if (item.kind !== "file") continue;
    const entry = item.webkitGetAsEntry();
    const file = item.getAsFile();
    if (entry?.isDirectory) folders.push(entry.name);
    else if (file) files.push(file);
  }
  return { files, folders };
}

/**
 * Passes on files that are dropped on or pasted into the form around `inside`. A drop beside the
 * form is ignored, so that the browser does not open the file and lose the text. Returns whether
 * files are being dragged over the form.
 */
export function useDroppedFiles(
  inside: RefObject<HTMLElement | null>,
  disabled: boolean,
  take: (files: File[], folders: string[]) => void,
): boolean {
  const t = useTexts();
  const [over, setOver] = useState(false);

  const dropped = useEffectEvent((event: DragEvent) => {
    setOver(false);
    const { files, folders } = filesAndFoldersOf(event.dataTransfer);
    if (!disabled && files.length + folders.length > 0) take(files, folders);
  });

  // Text copied from a document comes with an image of itself.
  const pasted = useEffectEvent((event: ClipboardEvent) => {
    const data = event.clipboardData;
    if (disabled || !data || data.files.length === 0 || data.types.includes("text/plain")) return;
    event.preventDefault();
    take(
      [...data.files].map(
        (file) => new File([file], pastedFileName(t, file.name, new Date()), { type: file.type }),
      ),
      [],
    );
  });

  useEffect(() => {
    const form = inside.current?.closest("form") ?? inside.current;
    if (!form) return;
    const isOver = ({ target }: DragEvent) =>
      target instanceof Node && form.contains(target) && !form.closest(":disabled");
    const dragged = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(isOver(event));
    };
    const left = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (isOver(event)) dropped(event);
    };
    const paste = (event: ClipboardEvent) => pasted(event);
    window.addEventListener("dragover", dragged);
    window.addEventListener("dragleave", left);
    window.addEventListener("drop", drop);
    form.addEventListener("paste", paste);
    return () => {
      window.removeEventListener("dragover", dragged);
      window.removeEventListener("dragleave", left);
      window.removeEventListener("drop", drop);
      form.removeEventListener("paste", paste);
    };
  }, [inside]);

  return over;
}
