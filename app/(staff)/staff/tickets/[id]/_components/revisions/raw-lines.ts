import type { RevisionView } from "@/lib/review/types";

export interface JsonLine {
  text: string;
  /** The other revision has no such line. */
  differs: boolean;
}

function linesOf(revision: RevisionView): string[] {
  return JSON.stringify(revision.raw, null, 2).split("\n");
}

function markDifferences(lines: string[], other: string[]): JsonLine[] {
  const left = new Map<string, number>();
  for (const line of other) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.map((text) => {
    const count = left.get(text) ?? 0;
    if (count > 0) left.set(text, count - 1);
    return { text, differs: count === 0 };
  });
}

/** Compares two revisions' JSON by line. Moved lines count as equal. */
export function compareRevisions(a: RevisionView, b: RevisionView): [JsonLine[], JsonLine[]] {
  const [left, right] = [linesOf(a), linesOf(b)];
  return [markDifferences(left, right), markDifferences(right, left)];
}
