const INVISIBLE =
  /^[\s\p{Z}\p{Cc}\p{Cf}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0]*$/u;

export function isBlank(text: string | null | undefined): boolean {
  return text === null || text === undefined || INVISIBLE.test(text);
}

export function visibleOr<T>(text: string | null | undefined, other: T): string | T {
  return text === null || text === undefined || isBlank(text) ? other : text;
}
