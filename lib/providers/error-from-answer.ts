import type { ErrorCode } from "@/lib/error-codes";
import { AppError, type FieldErrors } from "@/lib/errors";
import { CREDENTIAL_LIMITS } from "@/lib/http/limits";
import { requestedWait } from "@/lib/http/retry-policy";
import type { Answer } from "@/lib/http/types";
import { asSentence } from "@/lib/text/sentence";

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

function leadOf(code: ErrorCode, name: string, problem: Problem): string {
  switch (code) {
    case "provider_unauthorized":
      return `${name} does not accept this key.`;
    case "provider_forbidden":
      if (problem.code === STEP_UP) return stepUpMessage(name);
      return problem.missingScope
        ? `This ${name} key lacks the scope ${problem.missingScope}.`
        : `${name} does not allow this with this key.`;
    case "provider_not_found":
      return `${name} has nothing under this id.`;
    case "provider_invalid":
      return problem.errors.length > 0
        ? `${name} did not accept some of the fields.`
        : `${name} did not accept this.`;
    case "provider_conflict":
      return `${name} does not allow this right now.`;
    case "provider_rate_limited":
      return `${name} asked us to wait.`;
    case "provider_timeout":
      return `${name} did not answer in time.`;
    case "provider_unknown_outcome":
      return `${name} may have received this, but its answer was lost.`;
    case "provider_unreadable":
      return `We couldn’t understand ${name}’s response.`;
    default:
      return `${name} is having problems (error ${problem.status}).`;
  }
}

function stepUpMessage(name: string): string {
  return (
    `${name} requires multi-factor sign-in for this organization. ` +
    `Sign in at ${name} that way, then create a new token.`
  );
}

function fieldErrorsOf(errors: readonly PointedError[]): FieldErrors | undefined {
  if (errors.length === 0) return undefined;
  const fields: FieldErrors = {};
  for (const { pointer, message } of errors)
    fields[pointer] = fields[pointer] ? `${fields[pointer]} ${message}` : message;
  return fields;
}

/** A sentence that only names the missing scope would repeat ours. */
function onlyNamesScope(lead: string, { missingScope, said }: Problem): boolean {
  if (!missingScope || !said || !lead.includes(missingScope)) return false;
  return said.includes(missingScope) && said.length < lead.length + missingScope.length;
}

/** Field errors are keyed by JSON Pointer (see `renameFields`). */
export function errorFromAnswer(answer: Answer, refusals: Refusals): AppError {
  const problem = readProblem(answer);
  const { name } = refusals;
  const code = codeOf(answer, problem, refusals);
  const now = answer.receivedAt.getTime();
  const asked = requestedWait(answer.status, answer.headers, now);
  const wait = asked ?? (code === "provider_rate_limited" ? CREDENTIAL_LIMITS.unnamedWaitMs : null);
  const lead = leadOf(code, name, problem);
  const adds =
    problem.said &&
    problem.said !== lead &&
    problem.code !== STEP_UP &&
    !onlyNamesScope(lead, problem);
  return new AppError(code, {
    message: adds ? `${lead} It says: ${asSentence(problem.said ?? "")}` : lead,
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
  for (const [pointer, message] of Object.entries(errors)) {
    const field = fieldOf(pointer, table) ?? "";
    const words = field === "" && pointer !== "" ? `${pointer}: ${message}` : message;
    renamed[field] = renamed[field] ? `${renamed[field]} ${words}` : words;
  }
  return renamed;
}

export function renameFields(error: unknown, table: Readonly<Record<string, string>>): unknown {
  if (!(error instanceof AppError) || !error.fieldErrors) return error;
  return new AppError(error.code, {
    message: error.message,
    fieldErrors: renamePointers(error.fieldErrors, table),
    requestId: error.requestId,
    retryAt: error.retryAt,
    providerCode: error.providerCode,
    cause: error.cause,
  });
}
