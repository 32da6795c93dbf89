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
import { MarkedText } from "@/components/ui/text/marked-text";
import { limitsText, rulesProblem } from "@/lib/files/rules";
import type { OutgoingFileView } from "@/lib/files/types";
import { PLAIN } from "@/lib/forms/plain-form";
import { markForeign } from "@/lib/i18n/foreign-words";
import { renderMessage, type Translate } from "@/lib/i18n/message";
import { visibleName } from "@/lib/i18n/visible-name";
import type { FileRules } from "@/lib/providers/forms/contract";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { LazyUploadList } from "./lazy-upload-list";
import { PickedFilePart } from "./picked-file-part";
import { fileViewOf, type PendingUpload, pendingUploads, type UploadEntry } from "./upload-entry";
import { useDroppedFiles } from "./use-dropped-files";

interface FilePickerProps {
  /** The person the page was rendered for; uploads are refused for anyone else. */
  userId: string;
  rules: FileRules;
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
  const announcement = useAnnouncement(t, entries);

  useEffect(
    () => list.setDestination({ draftKey, connectionId, rules }),
    [list, draftKey, connectionId, rules],
  );
  useEffect(() => {
    list.open();
    return () => list.close();
  }, [list]);

  const kept = entries.filter((entry) => entry.phase !== "refused");
  const changed = useEffectEvent((files: OutgoingFileView[], uploads: PendingUpload[]) =>
    onChange(files, uploads),
  );
  useEffect(() => {
    const kept = list.entries().filter((entry) => entry.phase !== "refused");
    changed(kept.map(fileViewOf), pendingUploads(list.entries()));
  }, [list, entries]);

  const over = useDroppedFiles(root, disabled, (files, folders) => {
    if (folders.length > 0) list.use((all) => all.refuseFolders(folders));
    if (files.length > 0) list.add(files);
  });

  function addChosen({ currentTarget }: ChangeEvent<HTMLInputElement>) {
    list.add([...(currentTarget.files ?? [])]);
    // Lets the same file be chosen again.
    currentTarget.value = "";
  }

  function remove(entry: UploadEntry) {
    list.use((all) => void all.remove(entry.id));
    // The focused button is removed with its row.
    input.current?.focus();
  }

  // The account, and so the rules, may have changed since the files were added.
  const broken = rulesProblem(
    rules,
    kept.map((entry) => entry.size),
  );
  const problem = error ?? (broken ? renderMessage(t, broken) : undefined);
  return (
    <div ref={root} data-needs-scripts={entries.length === 0 ? "" : undefined} className="min-w-0">
      <Field
        id={id}
        label={t("files.attachments")}
        optional
        error={problem}
        help={
          <>
            {renderMessage(t, limitsText(rules))}{" "}
            <span className="pointer-coarse:hidden">{t("files.dropHint")}</span>
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
              <ul aria-label={t("files.chosen")} className="divide-y border-b">
                {entries.map((entry) => (
                  <li key={entry.id}>
                    <PickedFilePart
                      entry={entry}
                      disabled={disabled}
                      onRemove={() => remove(entry)}
                      onRetry={() => list.use((all) => all.retry(entry.id))}
                    />
                  </li>
                ))}
              </ul>
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

function announcementOf(t: Translate, entry: UploadEntry): string | null {
  const { phase, problem } = entry;
  const name = markForeign(visibleName(entry.name));
  switch (phase) {
    case "ready":
      return t("files.announce.ready", { name });
    case "interrupted":
      return t("files.announce.interrupted", { name, problem: problem ?? "" });
    case "refused":
      return t("files.announce.refused", { name, problem: problem ?? "" });
    default:
      return null;
  }
}

/** Returns the latest finished or failed upload as a text for screen readers. */
function useAnnouncement(t: Translate, entries: readonly UploadEntry[]): string {
  const [seen, setSeen] = useState(entries);
  const [said, setSaid] = useState("");
  if (seen !== entries) {
    setSeen(entries);
    const phases = new Map(seen.map((entry) => [entry.id, entry.phase]));
    const changed = entries.filter((entry) => phases.get(entry.id) !== entry.phase);
    const news = changed.flatMap((entry) => announcementOf(t, entry) ?? []);
    if (news.length > 0) setSaid(news.join(" "));
  }
  return said;
}
