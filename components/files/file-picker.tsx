"use client";

import { Camera, Paperclip } from "lucide-react";
import {
  type ChangeEvent,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { lazyPart } from "@/components/ui/lazy-part";
import { MarkedText } from "@/components/ui/text/marked-text";
import type { RulesTexts } from "@/lib/files/rules";
import type { OutgoingFileView } from "@/lib/files/types";
import { PLAIN } from "@/lib/forms/plain-form";
import { visibleName } from "@/lib/i18n/visible-name";
import type { FileRules } from "@/lib/providers/forms/contract";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { LazyUploadList } from "./lazy-upload-list";
import type { PickedFilesProps } from "./picked-files";
import { fileViewOf, type PendingUpload, pendingUploads, type UploadEntry } from "./upload-entry";
import { useDroppedFiles } from "./use-dropped-files";

/** Without scripts, and until those for files have arrived. A row is as high as one of one line. */
function PickedFileNames({ label, entries }: PickedFilesProps) {
  return (
    <ul aria-label={label} className="divide-y border-b">
      {entries.map(({ id, name }) => (
        <li key={id}>
          <p lang="" className="min-h-15 px-3 py-2.5 text-sm font-medium [overflow-wrap:anywhere]">
            {visibleName(name)}
          </p>
        </li>
      ))}
    </ul>
  );
}

const PickedFilesPart = lazyPart<PickedFilesProps>(
  async () => (await import("./picked-files")).PickedFiles,
  (props) => <PickedFileNames {...props} />,
);

interface FilePickerProps {
  /** The person the page was rendered for; uploads are refused for anyone else. */
  userId: string;
  rules: FileRules;
  texts: RulesTexts | null;
  /** The key of the draft. Change the picker's `key` with it, and after sending. */
  draftKey: string;
  connectionId: string;
  initial: readonly OutgoingFileView[];
  /** Called with all files, and with the uploads that are not finished. */
  onChange: (files: OutgoingFileView[], uploads: PendingUpload[]) => void;
  disabled?: boolean;
  error?: string;
  id?: string;
}

/** Attaches files that are chosen, dropped or pasted, and uploads them in the background. */
export function FilePicker({
  userId,
  rules,
  texts,
  draftKey,
  connectionId,
  initial,
  onChange,
  disabled = false,
  error,
  id = "field-attachments",
}: FilePickerProps) {
  const t = useTexts();
  const root = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const [list] = useState(
    () => new LazyUploadList(t, userId, initial, { draftKey, connectionId, rules }),
  );
  const entries = useSyncExternalStore(list.subscribe, list.entries, list.entries);
  const [broken, setBroken] = useState(initial.length > 0 ? texts?.problem : undefined);
  const [announcement, setAnnouncement] = useState("");

  useEffect(
    () => list.setDestination({ draftKey, connectionId, rules }),
    [list, draftKey, connectionId, rules],
  );
  useEffect(() => {
    list.resume();
    return () => list.close();
  }, [list]);

  const changed = useEffectEvent((files: OutgoingFileView[], uploads: PendingUpload[]) =>
    onChange(files, uploads),
  );
  useEffect(() => {
    const kept = list.entries().filter((entry) => entry.phase !== "refused");
    changed(kept.map(fileViewOf), pendingUploads(list.entries()));
  }, [list, entries]);

  const over = useDroppedFiles(root, disabled, (files, folders) => {
    if (folders.length > 0) list.change((all) => all.refuseFolders(folders));
    if (files.length > 0) list.add(files);
  });

  function addChosen({ currentTarget }: ChangeEvent<HTMLInputElement>) {
    list.add([...(currentTarget.files ?? [])]);
    // Lets the same file be chosen again.
    currentTarget.value = "";
  }

  function remove(entry: UploadEntry) {
    list.change((all) => void all.remove(entry.id));
    // The focused button is removed with its row.
    input.current?.focus();
  }

  const problem = error ?? (entries.length > 0 ? broken : undefined);
  return (
    <div ref={root} data-needs-scripts={entries.length === 0 ? "" : undefined} className="min-w-0">
      <Field
        id={id}
        label={t("files.attachments")}
        optional
        error={problem}
        help={
          <>
            {texts?.limits} <span className="drop-hint">{t("files.dropHint")}</span>
          </>
        }
      >
        {(control) => (
          <div
            className={cn(
              "min-w-0 rounded-md border border-dashed bg-card",
              borderOf(over, problem),
            )}
          >
            {entries.length > 0 ? (
              <PickedFilesPart
                label={t("files.chosen")}
                rules={rules}
                initial={initial}
                entries={entries}
                disabled={disabled}
                onRemove={remove}
                onRetry={({ id }) => list.change((all) => all.retry(id))}
                onProblem={setBroken}
                onNews={setAnnouncement}
              />
            ) : null}
            <div data-needs-scripts="" className="relative flex flex-wrap items-center gap-x-3 p-2">
              <input
                {...control}
                ref={input}
                type="file"
                name={PLAIN.files}
                multiple={rules.most > 1}
                disabled={disabled}
                className="peer sr-only"
                onChange={addChosen}
              />
              <Button
                variant="ghost"
                size="small"
                tabIndex={-1}
                disabled={disabled}
                onClick={() => input.current?.click()}
                className="outline-offset-2 outline-ring peer-focus-visible:outline-2"
              >
                <Paperclip aria-hidden />
                {t("files.choose")}
              </Button>
              <span className="hidden pointer-coarse:contents">
                <input
                  ref={camera}
                  type="file"
                  accept="image/*"
                  capture="environment"
                  hidden
                  onChange={addChosen}
                />
                <Button
                  variant="ghost"
                  size="small"
                  disabled={disabled}
                  onClick={() => camera.current?.click()}
                >
                  <Camera aria-hidden />
                  {t("files.takePhoto")}
                </Button>
              </span>
              {over ? (
                <span className="text-[0.8125rem] text-tint-foreground">{t("files.drop")}</span>
              ) : null}
            </div>
          </div>
        )}
      </Field>
      <span aria-live="polite" className="sr-only">
        <MarkedText text={announcement} />
      </span>
    </div>
  );
}

function borderOf(isDraggedOver: boolean, problem: string | undefined): string {
  if (isDraggedOver) return "border-primary bg-tint";
  return problem ? "border-destructive" : "border-input";
}
