"use client";

import { Paperclip } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from "react";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { limitsText, rulesProblem } from "@/lib/files/schemas";
import type { OutgoingFileView } from "@/lib/files/types";
import type { FileRules } from "@/lib/providers/forms/contract";

import { PickedFile, viewOf } from "./picked-file";
import { type Entry, type PendingUpload, pendingUploads, UploadList } from "./upload-list";
import { browserTransportFor } from "./upload-transport";
import { useDroppedFiles } from "./use-dropped-files";

interface FilePickerProps {
  /** The person the page was made for: uploads are refused for anyone else. */
  userId: string;
  rules: FileRules;
  /** "new", "new:<submission id>", "continue:<ticket id>" or "reply:<ticket id>". Give the picker another `key` with another place, and after sending. */
  place: string;
  connectionId: string;
  /** What waits at the place already. */
  initial: readonly OutgoingFileView[];
  /** All files that shall go along, and every file that is not all there. */
  onChange: (files: OutgoingFileView[], uploads: PendingUpload[]) => void;
  disabled?: boolean;
  error?: string;
  id?: string;
}

/** Files for a ticket or a reply: chosen, dropped on the form or pasted into it, and uploaded while the person goes on writing. */
export function FilePicker({
  userId,
  rules,
  place,
  connectionId,
  initial,
  onChange,
  disabled = false,
  error,
  id = "field-attachments",
}: FilePickerProps) {
  const root = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [list] = useState(
    () => new UploadList(initial, { place, connectionId, rules }, browserTransportFor(userId)),
  );
  const entries = useSyncExternalStore(list.subscribe, list.entries, list.entries);
  const said = useAnnouncement(entries);

  useEffect(() => list.direct({ place, connectionId, rules }), [list, place, connectionId, rules]);
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
    changed(kept.map(viewOf), pendingUploads(list.entries()));
  }, [list, entries]);

  const over = useDroppedFiles(root, disabled, (files, folders) => {
    if (folders.length > 0) list.refuseFolders(folders);
    if (files.length > 0) list.add(files);
  });

  function remove(entry: Entry) {
    void list.remove(entry.id);
    // The button that had the focus is gone with its row.
    input.current?.focus();
  }

  // The rules are another account's than those under which the files were taken.
  const problem =
    error ??
    (kept.length > 0
      ? (rulesProblem(
          rules,
          kept.map((entry) => entry.size),
        ) ?? undefined)
      : undefined);
  return (
    <div ref={root} className="min-w-0">
      <Field
        id={id}
        label="Attachments"
        optional
        error={problem}
        help={`${limitsText(rules)} Drop files on this form, or paste a screenshot.`}
      >
        {(control) => (
          <div
            className={`min-w-0 rounded-md border border-dashed bg-card ${over ? "border-primary bg-tint" : problem ? "border-destructive" : "border-input"}`}
          >
            {entries.length > 0 ? (
              <ul aria-label="Chosen files" className="divide-y border-b">
                {entries.map((entry) => (
                  <li key={entry.id}>
                    <PickedFile
                      entry={entry}
                      disabled={disabled}
                      onRemove={() => remove(entry)}
                      onRetry={() => list.retry(entry.id)}
                    />
                  </li>
                ))}
              </ul>
            ) : null}
            <div className="relative flex items-center gap-3 p-2">
              <input
                {...control}
                ref={input}
                type="file"
                multiple={rules.most > 1}
                disabled={disabled}
                className="peer sr-only"
                onChange={(event) => {
                  list.add([...(event.currentTarget.files ?? [])]);
                  // The same file can be chosen again.
                  event.currentTarget.value = "";
                }}
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
                Choose files
              </Button>
              {over ? (
                <span className="text-[0.8125rem] text-tint-foreground">Drop to attach</span>
              ) : null}
            </div>
          </div>
        )}
      </Field>
      <span aria-live="polite" className="sr-only">
        {said}
      </span>
    </div>
  );
}

const SPOKEN: Partial<Record<Entry["phase"], string>> = {
  ready: "is attached",
  stopped: "was interrupted",
  refused: "is not attached",
};

/** What has come to its end since the last look, for those who listen; not every step of the way. */
function useAnnouncement(entries: readonly Entry[]): string {
  const [seen, setSeen] = useState(entries);
  const [said, setSaid] = useState("");
  if (seen !== entries) {
    setSeen(entries);
    const phases = new Map(seen.map((entry) => [entry.id, entry.phase]));
    const news = entries.filter(
      (entry) => phases.get(entry.id) !== entry.phase && SPOKEN[entry.phase],
    );
    if (news.length > 0)
      setSaid(
        news
          .map((entry) => `${entry.name} ${SPOKEN[entry.phase]}. ${entry.problem ?? ""}`)
          .join(" "),
      );
  }
  return said;
}
