/** Characters that leave no mark on the page: blanks, marks of joining and direction, controls. */
const INVISIBLE =
  /^[\s\p{Z}\p{Cc}\p{Cf}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0]*$/u;

/** Returns true for a text in which there is nothing to see: empty, or only blanks and invisible characters. */
export function isBlank(text: string | null | undefined): boolean {
  return text === null || text === undefined || INVISIBLE.test(text);
}

/** Returns the text, or the other one where there is nothing to see. */
export function visibleOr<T>(text: string | null | undefined, other: T): string | T {
  return text === null || text === undefined || isBlank(text) ? other : text;
}

/** Shown in place of a missing subject or name. */
export const NO_SUBJECT = "(no subject)";
export const NO_NAME = "(no name)";
