import type { ReactNode } from "react";

import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { RevisionView } from "@/lib/review/types";
import { useTexts } from "#texts";

import { type Json, type JsonChange, jsonChanges } from "./json-changes";
import { wordComparison } from "./word-changes";

/** The others are only counted. */
const MAX_SHOWN = 100;
/** A longer value is cut here; the JSON has all of it. */
const MAX_VALUE = 1_500;

/** Lists what changed from one revision to another, by its place in the JSON. */
export function RevisionChanges({ older, newer }: { older: RevisionView; newer: RevisionView }) {
  const t = useTexts();
  const changes = jsonChanges(older.raw, newer.raw);
  const compare = wordComparison();
  if (changes.length === 0) return <p className="mt-3">{t("review.changes.none")}</p>;
  return (
    <>
      <ul aria-label={t("review.changes.list")} className="mt-3 divide-y rounded-md border">
        {changes.slice(0, MAX_SHOWN).map((change) => (
          <li key={change.path} className="grid gap-1 px-3 py-2">
            <p className="flex flex-wrap items-baseline justify-between gap-x-4">
              <code
                translate="no"
                lang=""
                className="text-xs font-semibold [overflow-wrap:anywhere]"
              >
                {change.path || t("review.changes.whole")}
              </code>
              <span className="text-xs text-muted-foreground">
                {t("review.changes.kind", { kind: change.kind })}
              </span>
            </p>
            <ChangedValue change={change} compare={compare} />
          </li>
        ))}
      </ul>
      {changes.length > MAX_SHOWN ? (
        <p className="mt-2 text-muted-foreground">
          {t("review.changes.more", { count: changes.length - MAX_SHOWN })}
        </p>
      ) : null}
    </>
  );
}

interface ChangedValueProps {
  change: JsonChange;
  compare: ReturnType<typeof wordComparison>;
}

function ChangedValue({ change, compare }: ChangedValueProps) {
  if (change.kind === "reordered") return null;
  if (change.kind !== "changed")
    return (
      <Text>
        {change.kind === "added" ? (
          <Added>{shown(change.after)}</Added>
        ) : (
          <Removed>{shown(change.before)}</Removed>
        )}
      </Text>
    );
  const { before, after } = change;
  const parts =
    typeof before === "string" && typeof after === "string"
      ? compare(before, after)
      : compare(shown(before), shown(after));
  return (
    <Text>
      {parts.map(({ kind, text }, index) =>
        kind === "same" ? (
          text
        ) : kind === "added" ? (
          <Added key={index}>{short(text)}</Added>
        ) : (
          <Removed key={index}>{short(text)}</Removed>
        ),
      )}
    </Text>
  );
}

function Text({ children }: { children: ReactNode }) {
  return (
    <p lang="" className="font-mono text-xs leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]">
      {children}
    </p>
  );
}

function Added({ children }: { children: ReactNode }) {
  const t = useTexts();
  return (
    <ins className="rounded-xs bg-tint px-0.5">
      <VisuallyHidden>{t("review.changes.added")} </VisuallyHidden>
      {children}
    </ins>
  );
}

function Removed({ children }: { children: ReactNode }) {
  const t = useTexts();
  return (
    <del className="rounded-xs bg-destructive-tint px-0.5">
      <VisuallyHidden>{t("review.changes.removed")} </VisuallyHidden>
      {children}
    </del>
  );
}

const shown = (value: Json): string =>
  short(typeof value === "string" ? value : JSON.stringify(value, null, 2));

const short = (text: string): string =>
  text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
