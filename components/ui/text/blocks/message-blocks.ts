import {
  closesBrace,
  isCodeLine,
  isCommand,
  isDivider,
  opensBrace,
  startsCode,
} from "./code-lines";
import { quoteAt } from "./quote-lines";

export interface MessageBlock {
  kind: "text" | "code" | "quote";
  text: string;
}

const FENCE = /^ {0,3}(?:```|~~~)/;
const QUOTED = /^ {0,3}>/;

/** Further apart, two braces do not belong together. */
const MAX_BRACED_LINES = 300;

function isBlankLine(line: string): boolean {
  return line.trim() === "";
}

/** Marks the lines between two fences, the fences included. One without an end is text. */
function markFences(lines: readonly string[], kinds: MessageBlock["kind"][]): void {
  let open: number | null = null;
  lines.forEach((line, index) => {
    if (!FENCE.test(line)) return;
    if (open === null) open = index;
    else {
      kinds.fill("code", open, index + 1);
      open = null;
    }
  });
}

/** Blank lines inside braces do not end the block. */
function markBraces(lines: readonly string[], kinds: MessageBlock["kind"][]): void {
  let close: number | null = null;
  const ends = new Map<number, number>();
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index] ?? "";
    if (kinds[index] !== "text") close = null;
    else if (close !== null && opensBrace(line)) ends.set(index, close + 1);
    else if (closesBrace(line)) close = index;
  }
  for (let index = 0; index < lines.length; index += 1) {
    const end = ends.get(index);
    if (end === undefined || end - index > MAX_BRACED_LINES) continue;
    kinds.fill("code", index, end);
    index = end - 1;
  }
}

/** Marks code in lines that no blank line separates. */
function markParagraph(
  lines: readonly string[],
  kinds: MessageBlock["kind"][],
  { start, end }: { start: number; end: number },
): void {
  for (let index = start; index < end; index += 1) {
    const length = startsCode(lines, index, end);
    if (length === 0) continue;
    kinds.fill("code", index, index + length);
    index += length - 1;
  }
  for (let index = start; index < end;) {
    let next = index;
    let count = 0;
    while (next < end && kinds[next] === "text") {
      const line = lines[next] ?? "";
      if (isCodeLine(line)) count += 1;
      else if (!isDivider(line) || (count === 0 && kinds[index - 1] !== "code")) break;
      next += 1;
    }
    const isBesideCode = kinds[index - 1] === "code" || (next < end && kinds[next] === "code");
    if (count >= 2 || (count === 1 && isBesideCode)) kinds.fill("code", index, next);
    index = Math.max(next, index + 1);
  }
  if (end - start === 1 && isCommand(lines[start] ?? "")) kinds[start] = "code";
  for (let index = start + 1; index < end; index += 1) {
    if (kinds[index - 1] !== "code") continue;
    // A line between two of code is a part of it: a wrapped entry, a line of totals.
    const isInside = kinds[index + 1] === "code" && index + 1 < end;
    if (isInside || /^ {2,}\S/.test(lines[index] ?? "")) kinds[index] = "code";
  }
}

function markCode(lines: readonly string[], kinds: MessageBlock["kind"][]): void {
  for (let start = 0; start < lines.length; start += 1) {
    let end = start;
    while (end < lines.length && kinds[end] === "text" && !isBlankLine(lines[end] ?? "")) end += 1;
    if (end > start) markParagraph(lines, kinds, { start, end });
    start = Math.max(start, end);
  }
}

function markQuotes(lines: readonly string[], kinds: MessageBlock["kind"][]): void {
  lines.forEach((line, index) => {
    if (kinds[index] === "text" && QUOTED.test(line)) kinds[index] = "quote";
  });
}

/** Joins blank lines to the block around them, if it is the same before and after. */
function joinAcrossBlanks(lines: readonly string[], kinds: MessageBlock["kind"][]): void {
  let last = -1;
  lines.forEach((line, index) => {
    if (isBlankLine(line) && kinds[index] === "text") return;
    const kind = kinds[index] ?? "text";
    if (last >= 0 && kinds[last] === kind) kinds.fill(kind, last, index);
    last = index;
  });
}

/** Splits a message into text, code and quotes. The blocks joined are the message. */
export function messageBlocks(text: string): MessageBlock[] {
  const lines = text.split(/(?<=\n)/);
  const kinds: MessageBlock["kind"][] = lines.map(() => "text");
  markFences(lines, kinds);
  const quote = quoteAt(lines);
  if (quote !== null) kinds.fill("quote", quote.start, quote.end);
  markBraces(lines, kinds);
  markCode(lines, kinds);
  markQuotes(lines, kinds);
  joinAcrossBlanks(lines, kinds);
  const hasOwnWords = lines.some((line, index) => kinds[index] !== "quote" && !isBlankLine(line));
  const blocks: MessageBlock[] = [];
  lines.forEach((line, index) => {
    const kind = (hasOwnWords && kinds[index]) || "text";
    const last = blocks.at(-1);
    if (last?.kind === kind) last.text += line;
    else if (line !== "") blocks.push({ kind, text: line });
  });
  return blocks;
}
