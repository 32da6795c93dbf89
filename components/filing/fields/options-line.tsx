import { RotateCw } from "lucide-react";
import { Fragment, useState } from "react";

import { Disclosure } from "@/components/ui/disclosure";
import { MarkedText } from "@/components/ui/text/marked-text";
import { relativeTime } from "@/components/ui/time/durations";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { Choice, ChoiceNote } from "@/lib/providers/forms/contract";
import { cn } from "@/lib/utils";
import { useLanguage, useTexts } from "#texts";

const MINUTE_MS = 60_000;

export interface ChoiceSource {
  choices: readonly Choice[];
  notes?: readonly ChoiceNote[];
  ageMinutes?: number;
  problem?: ChoiceNote;
}

interface OptionsLineProps {
  source: ChoiceSource;
  value: string;
  loading: boolean;
  onRetry: () => void;
}

/** Shows the state of a field's options in one line, so that the layout does not shift. */
export function OptionsLine({ source, value, loading, onRetry }: OptionsLineProps) {
  const t = useTexts();
  const language = useLanguage();
  const [firstValue] = useState(value);
  const { choices, problem, ageMinutes, notes = [] } = source;
  const isOld = ageMinutes !== undefined;
  const age = isOld ? relativeTime(t, 0, ageMinutes * MINUTE_MS, language) : "";
  const reasons = problem ? [problem] : notes;
  const sentences = [
    isOld ? t("filing.optionsAge", { age }) : null,
    loading ? t(isOld ? "filing.loading" : "filing.loadingOptions") : null,
    problem && !loading ? t("filing.optionsNotLoaded") : null,
    notes.length > 0 && !isOld ? t("filing.optionsMissing") : null,
  ].filter((sentence) => sentence !== null);
  if (sentences.length === 0) {
    const chosen = choices.find((choice) => choice.value === value);
    // The first value's description may load late: it gets one line.
    const isCut = value === firstValue;
    return chosen?.description ? (
      <p lang="" title={isCut ? chosen.description : undefined} className={cn(isCut && "truncate")}>
        {chosen.description}
      </p>
    ) : null;
  }
  const line = <span className="truncate">{sentences.join(" ")}</span>;
  return (
    <div className="-my-0.5 flex items-center gap-x-2 has-open:flex-wrap">
      {reasons.length > 0 && !loading ? (
        <Disclosure summary={line} className="min-w-0 flex-auto open:basis-full [&>summary]:flex">
          <p className="mt-1">
            {reasons.map((note) => (
              <Fragment key={note.message}>
                <Note note={note} />{" "}
              </Fragment>
            ))}
          </p>
        </Disclosure>
      ) : (
        <p className="flex min-w-0 flex-auto">{line}</p>
      )}
      {(problem || isOld) && !loading ? (
        <button
          type="button"
          title={t("filing.reloadOptions")}
          onClick={onRetry}
          className="grid size-6 shrink-0 place-items-center rounded text-primary hover:bg-muted"
        >
          <RotateCw aria-hidden className="size-3.5" />
          <VisuallyHidden>{t("filing.reloadOptions")}</VisuallyHidden>
        </button>
      ) : null}
    </div>
  );
}

function Note({ note: { message, words } }: { note: ChoiceNote }) {
  return words ? (
    <>
      <MarkedText text={message} /> <q lang="">{words}</q>
    </>
  ) : (
    <MarkedText text={message} />
  );
}
