import type { Answer } from "@/lib/http/types";

import { shortenToUnits } from "../text/shorten";
import { plainText } from "./plain-text";

export interface PointedError {
  /** Into the body; `?name` for a query parameter, "" for the whole request. */
  pointer: string;
  message: string;
}

export class Problem {
  constructor(
    readonly status: number,
    readonly code: string | undefined,
    /** Plain text, may be empty. */
    readonly said: string,
    readonly errors: readonly PointedError[],
    readonly requestId: string | undefined,
    readonly missingScope: string | undefined,
    /** A problem document (RFC 9457) or an error code, not a proxy's page. */
    readonly isOwn: boolean,
  ) {}
}

type Fields = Record<string, unknown>;

const SCOPE =
  /\b(?:(?:read|write|manage|delete|admin):[a-z][a-z0-9_-]*|[a-z][a-z0-9_-]*:(?:read|write|manage|delete|admin))\b/i;

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// Bounds the text that is shown and matched.
const WORDS_MAX = 4_000;
const ERRORS_MAX = 100;

function text(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const short = shortenToUnits(value, WORDS_MAX);
  return /\S/.test(short) ? short : undefined;
}

function codeText(value: unknown, maxLength: number): string | undefined {
  return plainText(text(value) ?? "", maxLength) || undefined;
}

function parse(body: string): Fields {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function pathSteps(list: readonly unknown[]): string[] {
  return list
    .slice(0, ERRORS_MAX)
    .flatMap((part) => (typeof part === "string" || typeof part === "number" ? String(part) : []));
}

/** Accepts `subject`, `#/subject` and `/subject`. */
function toPointer(value: unknown): string {
  if (Array.isArray(value))
    return toPointer(
      pathSteps(value)
        .map((part) => `/${part}`)
        .join(""),
    );
  const given = codeText(value, 200)?.replace(/^#/, "") ?? "";
  return given === "" || given.startsWith("/") || given.startsWith("?")
    ? given
    : `/${given.replaceAll(".", "/")}`;
}

/** Removes a repeated pointer ("/subject: is too long"). */
function withoutPointer(words: string, pointer: string): string {
  return plainText(
    pointer !== "" && words.startsWith(pointer)
      ? words.slice(pointer.length).replace(/^:?\s+/, "") || words
      : words,
  );
}

const POINTED =
  /(?<=^|\s)(\/[A-Za-z_]\w*(?:\/\w+)*):?\s+([^]*?)(?=\s\/[A-Za-z_]\w*(?:\/\w+)*:?\s|$)/g;

/** Some services only begin a sentence with the pointer. */
function fromWords(words: string | undefined): PointedError[] {
  if (!words || !/^\/[A-Za-z_]/.test(words)) return [];
  return [...words.matchAll(POINTED)].map(([, pointer = "", message = ""]) => ({
    pointer,
    message: plainText(message),
  }));
}

function fromList(list: unknown[]): PointedError[] {
  return list.slice(0, ERRORS_MAX).flatMap((item): PointedError[] => {
    if (typeof item === "string") return [{ pointer: "", message: plainText(item) }];
    if (!isObject(item)) return [];
    const words = text(item.detail) ?? text(item.message) ?? text(item.title) ?? text(item.code);
    const pointer = toPointer(item.pointer ?? item.path ?? item.field);
    return words ? [{ pointer, message: withoutPointer(words, pointer) }] : [];
  });
}

/** `{subject: "…"}` and `{subject: ["…", "…"]}`. */
function fromObject(object: Fields): PointedError[] {
  const entries = Object.entries(object).slice(0, ERRORS_MAX);
  return entries.flatMap(([value, words]) =>
    pathSteps(Array.isArray(words) ? words : [words]).flatMap((one) =>
      text(one) ? [{ pointer: toPointer(value), message: plainText(one) }] : [],
    ),
  );
}

function errorsOf(body: Fields, words: string | undefined): PointedError[] {
  for (const found of [body.errors, body.detail]) {
    if (Array.isArray(found)) return fromList(found);
    if (isObject(found)) return fromObject(found);
  }
  return fromWords(words);
}

function scopeOf(answer: Answer, body: Fields): string | undefined {
  const extensions = isObject(body.extensions) ? body.extensions : {};
  const places = [
    extensions.requiredScope,
    extensions.missingScope,
    extensions.scope,
    extensions.requiredScopes,
    body.detail,
    body.message,
    body.error_description,
    body.error,
  ];
  const challenge = answer.headers.get("www-authenticate") ?? "";
  for (const value of [
    ...places.map((one) => (Array.isArray(one) ? pathSteps(one).join(" ") : one)),
    challenge,
  ]) {
    const match = SCOPE.exec(text(value) ?? "");
    if (match) return match[0].toLowerCase();
  }
  return undefined;
}

/** RFC 9470: the token is valid, but a stronger sign-in is required. */
export const STEP_UP = "insufficient_user_authentication";

function asksForStepUp(
  { status, headers }: Answer,
  body: Fields,
  code: string | undefined,
): boolean {
  if (status !== 401) return false;
  if (code === STEP_UP || (headers.get("www-authenticate") ?? "").includes(STEP_UP)) return true;
  return code === undefined && (body.amr !== undefined || body.max_age !== undefined);
}

/** RFC 7807, OAuth errors, `{error}`, `{message, code}`, `{error: {message}}`. Never throws. */
export function readProblem(answer: Answer): Problem {
  const body = parse(answer.text);
  const nested = isObject(body.error) ? body.error : {};
  const described = text(body.error_description);
  const words =
    text(body.detail) ??
    text(body.message) ??
    described ??
    text(nested.message) ??
    text(body.error) ??
    text(body.title);
  const named =
    text(body.code) ??
    text(nested.code) ??
    (text(body.error) && /^[a-z][a-z0-9_.-]*$/.test(String(body.error))
      ? String(body.error)
      : undefined);
  const code = asksForStepUp(answer, body, named) ? STEP_UP : named;
  const isProblem =
    Object.keys(body).length > 0 &&
    /^application\/problem\+json\b/i.test(answer.headers.get("content-type") ?? "");
  return new Problem(
    answer.status,
    codeText(code, 100),
    words ? plainText(words) : "",
    errorsOf(body, words),
    codeText(body.requestId, 200) ??
      codeText(body.request_id, 200) ??
      answer.requestId ??
      undefined,
    answer.status === 403 || code === "insufficient_scope" ? scopeOf(answer, body) : undefined,
    isProblem || code !== undefined,
  );
}
