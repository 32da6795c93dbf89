import type { FieldError } from "../shared/field-errors";

const TITLES: Readonly<Record<string, string>> = {
  invalid_request: "Validation failed",
  unauthorized: "Authentication required",
  forbidden: "Forbidden",
  not_found: "Not found",
  cooldown_active: "Support credit cooldown",
  no_support_credits: "No support credits left",
  ticket_closed: "Ticket is closed",
  rate_limited: "Too many requests",
  rate_limit_exceeded: "Too many requests",
};

export interface ProblemParts {
  detail?: string;
  errors?: FieldError[];
  extensions?: Record<string, unknown>;
}

/** A refusal that a handler throws; the server turns it into an RFC 7807 document. */
export class HostupRefusal extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 429 | 500,
    readonly code: string,
    readonly parts: ProblemParts = {},
  ) {
    super(parts.detail ?? code);
  }
}

/** The provider's problem document, every field that its reference shows. */
export function problem(
  status: number,
  code: string,
  where: { path: string; requestId: string; now: Date },
  parts: ProblemParts = {},
) {
  return {
    type: `https://developer.hostup.se/errors/${code}`,
    title: TITLES[code] ?? "Request failed",
    status,
    detail: parts.detail ?? TITLES[code] ?? "The request could not be handled.",
    code,
    instance: where.path,
    requestId: where.requestId,
    timestamp: where.now.toISOString(),
    ...(parts.errors && { errors: parts.errors }),
    ...(parts.extensions && { extensions: parts.extensions }),
  };
}

export const notFound = (what: string) =>
  new HostupRefusal(404, "not_found", {
    detail: `${what} does not exist or does not belong to you.`,
  });
export const invalid = (errors: FieldError[], detail = "The request failed validation.") =>
  new HostupRefusal(400, "invalid_request", { detail, errors });
