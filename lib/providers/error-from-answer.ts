import type { ErrorCode } from "@/lib/error-codes";
import { AppError } from "@/lib/errors";
import { CREDENTIAL_LIMITS } from "@/lib/http/limits";
import { requestedWait } from "@/lib/http/retry-policy";
import type { Answer } from "@/lib/http/types";
import { type FieldErrors, type Message, message, renderMessage } from "@/lib/i18n/message";
import { textsOf } from "@/lib/i18n/texts";

import { type PointedError, Problem, readProblem, STEP_UP } from "./problem";
import type { Refusals } from "./refusals";

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: "provider_invalid",
  401: "provider_unauthorized",
  403: "provider_forbidden",
  404: "provider_not_found",
  408: "provider_timeout",
  410: "provider_not_found",
  413: "provider_invalid",
  415: "provider_invalid",
  422: "provider_invalid",
  429: "provider_rate_limited",
};

function codeOf(answer: Answer, problem: Problem, refusals: Refusals): ErrorCode {
  const { status, changes } = answer;
  // Whatever the body says: a gateway may answer after the provider did the work.
  if (changes && !refusals.certain.has(status)) return "provider_unknown_outcome";
  const isRefusal = status >= 400 && status < 500;
  if (isRefusal && problem.code && Object.hasOwn(refusals.codes, problem.code)) {
    return refusals.codes[problem.code] ?? "provider_conflict";
  }
  if (problem.code === STEP_UP) return "provider_forbidden";
  if (status >= 500) return "provider_unavailable";
  if (status < 400) return "provider_unreadable";
  return BY_STATUS[status] ?? "provider_conflict";
}

function textOf(code: ErrorCode, name: string, problem: Problem): Message {
  switch (code) {
    case "provider_unauthorized":
      return message("provider.unauthorized", { name });
    case "provider_forbidden":
      if (problem.code === STEP_UP) return message("provider.stepUp", { name });
      return problem.missingScope
        ? message("provider.lacksScope", { name, scope: problem.missingScope })
        : message("provider.forbidden", { name });
    case "provider_not_found":
      return message("provider.notFound", { name });
    case "provider_invalid":
      return problem.errors.length > 0
        ? message("provider.invalidFields", { name })
        : message("provider.invalid", { name });
    case "provider_conflict":
      return message("provider.conflict", { name });
    case "provider_rate_limited":
      return message("provider.rateLimited", { name });
    case "provider_timeout":
      return message("provider.timeout", { name });
    case "provider_unknown_outcome":
      return message("provider.unknownOutcome", { name });
    case "provider_unreadable":
      return message("provider.unreadable", { name });
    default:
      return message("provider.unavailable", { name, status: String(problem.status) });
  }
}

function joined(one: Message | string | undefined, other: Message | string): Message | string {
  if (one === undefined) return other;
  return typeof one === "string" && typeof other === "string" ? `${one} ${other}` : one;
}

function fieldErrorsOf(errors: readonly PointedError[]): FieldErrors | undefined {
  if (errors.length === 0) return undefined;
  const fields: FieldErrors = {};
  for (const { pointer, message: words } of errors)
    fields[pointer] = joined(fields[pointer], words);
  return fields;
}

/** The provider's own words, unless they repeat our text. */
function wordsOf(text: Message, { code, missingScope, said }: Problem): string | undefined {
  if (!said || code === STEP_UP) return undefined;
  const ours = renderMessage(textsOf("en"), text);
  if (said === ours) return undefined;
  const onlyNamesScope =
    missingScope !== undefined &&
    ours.includes(missingScope) &&
    said.includes(missingScope) &&
    said.length < ours.length + missingScope.length;
  return onlyNamesScope ? undefined : said;
}

/** Field errors are keyed by JSON Pointer (see `renameFields`). */
export function errorFromAnswer(answer: Answer, refusals: Refusals): AppError {
  const problem = readProblem(answer);
  const { name } = refusals;
  const code = codeOf(answer, problem, refusals);
  const now = answer.receivedAt.getTime();
  const asked = requestedWait(answer.status, answer.headers, now);
  const wait = asked ?? (code === "provider_rate_limited" ? CREDENTIAL_LIMITS.unnamedWaitMs : null);
  const text = textOf(code, name, problem);
  return new AppError(code, {
    text,
    words: wordsOf(text, problem),
    // HostUp also refuses a linked service with 403 or 404 and a pointer.
    fieldErrors: fieldErrorsOf(problem.errors),
    requestId: problem.requestId,
    retryAt:
      wait !== null && (code === "provider_rate_limited" || code === "provider_unavailable")
        ? new Date(now + wait)
        : undefined,
    providerCode: problem.code,
    cause: problem,
  });
}

/** Refused by the service, not by a proxy. */
export function isOwnRefusal(error: AppError): boolean {
  return error.cause instanceof Problem && error.cause.isOwn;
}

/** The key is valid, but a stronger sign-in is required. */
export function asksForStepUp(answer: Answer): boolean {
  return answer.status === 401 && readProblem(answer).code === STEP_UP;
}

export function missingScopeOf(error: AppError): string | undefined {
  return error.cause instanceof Problem ? error.cause.missingScope : undefined;
}

function fieldOf(pointer: string, table: Readonly<Record<string, string>>): string | undefined {
  const prefixes = Object.keys(table).filter(
    (prefix) => pointer === prefix || pointer.startsWith(`${prefix}/`),
  );
  const longest = prefixes.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? undefined : table[longest];
}

/** Errors below a pointer move as well; others go to "". */
export function renamePointers(
  errors: FieldErrors,
  table: Readonly<Record<string, string>>,
): FieldErrors {
  const renamed: FieldErrors = {};
  for (const [pointer, error] of Object.entries(errors)) {
    const field = fieldOf(pointer, table) ?? "";
    const named =
      field === "" && pointer !== "" && typeof error === "string" ? `${pointer}: ${error}` : error;
    renamed[field] = joined(renamed[field], named);
  }
  return renamed;
}

export function renameFields(error: unknown, table: Readonly<Record<string, string>>): unknown {
  if (!(error instanceof AppError) || !error.fieldErrors) return error;
  return new AppError(error.code, {
    text: error.text,
    words: error.words,
    fieldErrors: renamePointers(error.fieldErrors, table),
    requestId: error.requestId,
    retryAt: error.retryAt,
    providerCode: error.providerCode,
    cause: error.cause,
  });
}
