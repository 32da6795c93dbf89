import type { z } from "zod";

import { AppError } from "@/lib/errors";
import type { Answer } from "@/lib/http/types";
import { message } from "@/lib/i18n/message";

import { storableJsonText } from "../text/storable";
import type { Json } from "./contract";
import { errorFromAnswer } from "./error-from-answer";
import { plainText } from "./plain-text";
import type { Refusals } from "./refusals";
import { isRecord } from "./schema-helpers";

export interface Parsed<T> {
  data: T;
  /** Storable in PostgreSQL. */
  raw: Json;
  sentAt: Date;
}

// Recursion would overflow the stack on JSON nested without end.
const DEPTH_MAX = 100;

function isDeeperThan(levels: number, value: Json): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  for (const inner of Array.isArray(value) ? value : Object.values(value)) {
    if (typeof inner === "object" && isDeeperThan(levels - 1, inner)) return true;
  }
  return false;
}

function requestIdIn(raw: unknown): string | undefined {
  const id =
    typeof raw === "object" && raw !== null && "requestId" in raw ? raw.requestId : undefined;
  return typeof id === "string" ? plainText(id, 200) || undefined : undefined;
}

/** `where` is a path into the answer, or why it has none. */
function unreadable(
  answer: Answer,
  name: string,
  where: string,
  raw: unknown,
  cause?: unknown,
): AppError {
  const requestId = answer.requestId ?? requestIdIn(raw);
  const detail = `${answer.method} ${answer.path}: ${where}`;
  // The write was accepted: treating it as refused would repeat it.
  return answer.changes
    ? new AppError("provider_unknown_outcome", {
        text: message("provider.acceptedUnreadable", { name, detail }),
        requestId,
        cause,
      })
    : new AppError("provider_unreadable", {
        text: message("provider.unreadableAt", { name, detail }),
        requestId,
        cause,
      });
}

function pathOf(issue: z.core.$ZodIssue): string {
  return issue.path.length === 0 ? "body" : issue.path.map(String).join(".");
}

function parseJson(answer: Answer, refusals: Refusals): Json {
  if (answer.status < 200 || answer.status >= 300) throw errorFromAnswer(answer, refusals);
  const { name } = refusals;
  let raw: Json;
  try {
    raw = JSON.parse(storableJsonText(answer.text)) as Json;
  } catch (error) {
    throw unreadable(
      answer,
      name,
      answer.text.trim() === "" ? "empty body" : "not JSON",
      null,
      error instanceof SyntaxError ? undefined : error,
    );
  }
  if (isDeeperThan(DEPTH_MAX, raw)) throw unreadable(answer, name, "nested too deeply", null);
  return raw;
}

/** Throws `errorFromAnswer`'s error, provider_unreadable, provider_unknown_outcome (a write). */
export function readAnswer<T>(answer: Answer, schema: z.ZodType<T>, refusals: Refusals): Parsed<T> {
  const raw = parseJson(answer, refusals);
  const parsed = schema.safeParse(raw);
  const issue = parsed.error?.issues[0];
  if (issue) throw unreadable(answer, refusals.name, pathOf(issue), raw);
  return { data: parsed.data as T, raw, sentAt: answer.sentAt };
}

/** It may be in a list, under `data` or under its own name. */
function candidatesOf(raw: Json, what: string): Json[] {
  if (Array.isArray(raw)) return raw.length === 1 ? raw : [];
  return isRecord(raw)
    ? [raw, ...["data", what].flatMap((key) => (isRecord(raw[key]) ? [raw[key]] : []))]
    : [];
}

/** Throws provider_unknown_outcome without an id. */
export function readWritten<T>(
  answer: Answer,
  schema: z.ZodType<T>,
  refusals: Refusals,
  what: string,
): Parsed<T> {
  return (
    found(answer, parseJson(answer, refusals), schema, what) ?? readAnswer(answer, schema, refusals)
  );
}

function found<T>(
  { sentAt }: Answer,
  raw: Json,
  schema: z.ZodType<T>,
  what: string,
): Parsed<T> | null {
  for (const candidate of candidatesOf(raw, what)) {
    const parsed = schema.safeParse(candidate);
    if (parsed.success) return { data: parsed.data, raw: candidate, sentAt };
  }
  return null;
}

/** Null without the new state. Throws provider_unknown_outcome for a proxy's page. */
export function readActed<T>(
  answer: Answer,
  schema: z.ZodType<T>,
  refusals: Refusals,
  what: string,
): Parsed<T> | null {
  if (answer.status >= 200 && answer.status < 300 && answer.text.trim() === "") return null;
  return found(answer, parseJson(answer, refusals), schema, what);
}
