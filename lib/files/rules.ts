import { type Message, message, renderMessage, type Translate } from "../i18n/message";
import type { FileRules } from "../providers/forms/contract";
import { distinctSizeMessages, fileSizeMessage } from "../text/format-bytes";

/** All pieces but the last. Fits functions that take 4.5 MB per request. */
export const PIECE_BYTES = 3 * 1024 * 1024;

export function piecesOf(size: number): number {
  return Math.ceil(size / PIECE_BYTES);
}

/** Positions count from 0; 0 bytes if there is no such piece. */
export function pieceLength(size: number, position: number): number {
  return Math.max(0, Math.min(PIECE_BYTES, size - position * PIECE_BYTES));
}

export function limitsText({ most, largest, together }: FileRules): Message {
  if (most === 1) return message("files.limitOne", { size: fileSizeMessage(largest) });
  const sum = fileSizeMessage(together);
  return together <= largest
    ? message("files.limitTogether", { most, together: sum })
    : message("files.limitEach", { most, largest: fileSizeMessage(largest), together: sum });
}

/** Null if the sizes are allowed. */
export function rulesProblem(rules: FileRules, sizes: readonly number[]): Message | null {
  const { most, largest, together } = rules;
  if (sizes.some((size) => size <= 0)) return message("files.empty");
  const large = sizes.find((size) => size > largest);
  if (large !== undefined) {
    const [size, limit] = distinctSizeMessages(large, largest);
    return message("files.tooLarge", { size, limit });
  }
  if (sizes.length > most) return message("files.tooMany", { most });
  const sum = sizes.reduce((total, size) => total + size, 0);
  if (sum <= together) return null;
  const [size, limit] = distinctSizeMessages(sum, together);
  return message("files.tooMuch", { size, limit });
}

/** The rules as a page shows them until its scripts know them. */
export interface RulesTexts {
  limits: string;
  /** Why the files that the page opens with may not be sent. */
  problem?: string;
}

export function rulesTexts(
  t: Translate,
  rules: FileRules,
  files: readonly { size: number }[],
): RulesTexts {
  const problem = rulesProblem(
    rules,
    files.map(({ size }) => size),
  );
  return {
    limits: renderMessage(t, limitsText(rules)),
    problem: problem ? renderMessage(t, problem) : undefined,
  };
}

/** Images that run nothing; not SVG. */
export const PREVIEW_TYPES: ReadonlySet<string> = new Set([
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
]);
