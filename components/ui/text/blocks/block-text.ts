import type { MessageBlock } from "./message-blocks";

const FENCE_LINE = /^ {0,3}(?:```|~~~)/;

/** Returns the lines without blank ones at either end. */
function linesOf(text: string): string[] {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  let start = 0;
  let end = lines.length;
  while (start < end && lines[start]?.trim() === "") start += 1;
  while (end > start && lines[end - 1]?.trim() === "") end -= 1;
  return lines.slice(start, end);
}

/** Returns what is shown of a block: without fences, marks of quotes and blank lines around it. */
export function shownLines({ kind, text }: MessageBlock): string[] {
  const lines = linesOf(text);
  if (kind === "code") return lines.filter((line) => !FENCE_LINE.test(line));
  return kind === "quote" ? lines.map((line) => line.replace(/^ {0,3}> ?/, "")) : lines;
}
