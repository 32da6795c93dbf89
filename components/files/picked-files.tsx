import { useEffect, useEffectEvent, useRef } from "react";

import { rulesProblem } from "@/lib/files/rules";
import type { OutgoingFileView } from "@/lib/files/types";
import { markForeign } from "@/lib/i18n/foreign-words";
import { renderMessage, type Translate } from "@/lib/i18n/message";
import { visibleName } from "@/lib/i18n/visible-name";
import type { FileRules } from "@/lib/providers/forms/contract";
import { useTexts } from "#texts";

import { PickedFile } from "./picked-file";
import { entryOf, type UploadEntry, type UploadPhase } from "./upload-entry";

export interface PickedFilesProps {
  label: string;
  rules: FileRules;
  /** The files of an earlier visit, which are no news. */
  initial: readonly OutgoingFileView[];
  entries: readonly UploadEntry[];
  disabled: boolean;
  onRemove: (entry: UploadEntry) => void;
  onRetry: (entry: UploadEntry) => void;
  /** Called with the reason why the files may not be sent together. */
  onProblem: (problem: string | undefined) => void;
  /** Called with the latest finished or failed uploads as a text for screen readers. */
  onNews: (text: string) => void;
}

/** Lists the files of a form with the state of their uploads. */
export function PickedFiles(props: PickedFilesProps) {
  const { label, entries, disabled, onRemove, onRetry } = props;
  useProblem(props);
  useNews(props);
  return (
    <ul aria-label={label} className="divide-y border-b">
      {entries.map((entry) => (
        <li key={entry.id}>
          <PickedFile
            entry={entry}
            disabled={disabled}
            onRemove={() => onRemove(entry)}
            onRetry={() => onRetry(entry)}
          />
        </li>
      ))}
    </ul>
  );
}

/** The account, and so the rules, may have changed since the files were added. */
function useProblem({ rules, entries, onProblem }: PickedFilesProps): void {
  const t = useTexts();
  const kept = entries.filter((entry) => entry.phase !== "refused");
  const broken = rulesProblem(
    rules,
    kept.map((entry) => entry.size),
  );
  const problem = broken ? renderMessage(t, broken) : undefined;
  const report = useEffectEvent(onProblem);
  useEffect(() => report(problem), [problem]);
}

function newsOf(t: Translate, entry: UploadEntry): string | null {
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

const phasesOf = (entries: readonly UploadEntry[]): ReadonlyMap<string, UploadPhase> =>
  new Map(entries.map(({ id, phase }) => [id, phase]));

function useNews({ initial, entries, onNews }: PickedFilesProps): void {
  const t = useTexts();
  const seen = useRef(phasesOf(initial.map(entryOf)));
  const report = useEffectEvent((current: readonly UploadEntry[]) => {
    const changed = current.filter(({ id, phase }) => seen.current.get(id) !== phase);
    seen.current = phasesOf(current);
    const news = changed.flatMap((entry) => newsOf(t, entry) ?? []);
    if (news.length > 0) onNews(news.join(" "));
  });
  useEffect(() => report(entries), [entries]);
}
