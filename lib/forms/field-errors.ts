import type { z } from "zod";

import { decodeMessage, type Message, message } from "../i18n/message";

type Issue = z.core.$ZodIssue;

/** Returns the first text of each field of a failed parse; "" is the form as a whole. */
export function fieldErrorsOf(issues: readonly Issue[]): Record<string, Message> {
  const errors: Record<string, Message> = {};
  for (const issue of issues)
    errors[String(issue.path[0] ?? "")] ??= decodeMessage(issue.message) ?? generalText(issue);
  return errors;
}

/** Where the schema has no text of its own: zod's is in English. */
function generalText(issue: Issue): Message {
  switch (issue.code) {
    case "too_big":
      return tooBig(issue.origin, Number(issue.maximum));
    case "too_small":
      return tooSmall(issue.origin, Number(issue.minimum));
    case "invalid_format":
      return message("validation.anyFormat");
    case "invalid_value":
      return message("validation.anyChoice");
    default:
      return message("validation.any");
  }
}

function tooBig(origin: string, max: number): Message {
  if (origin === "string") return message("validation.anyTooLong", { max });
  if (isList(origin)) return message("validation.anyTooMany", { max });
  return message("validation.any");
}

function tooSmall(origin: string, min: number): Message {
  const isEmpty = min === 1 && (origin === "string" || isList(origin));
  return message(isEmpty ? "validation.anyMissing" : "validation.any");
}

function isList(origin: string): boolean {
  return origin === "array" || origin === "set" || origin === "map";
}
