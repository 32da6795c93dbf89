import { countCommentLines } from "./comment-lines";
import type { SourceFile } from "./source-files";

export interface FileFigures {
  path: string;
  lines: number;
  nonBlankLines: number;
  /** Lines over 120 characters, indentation included. */
  longLines: number;
  /** Characters of all lines, indentation left out. */
  characters: number;
  commentLines: number;
}

const LONG_LINE = 120;

export function measureFile({ path, lines }: SourceFile): FileFigures {
  const texts = lines.map((line) => line.trim()).filter((line) => line !== "");
  return {
    path,
    lines: lines.length,
    nonBlankLines: texts.length,
    longLines: lines.filter((line) => line.length > LONG_LINE).length,
    characters: texts.reduce((sum, line) => sum + line.length, 0),
    commentLines: countCommentLines(lines),
  };
}
