import { DatabaseError } from "pg";
import pino from "pino";

import { logLevel } from "./env";

/** Keys whose values never reach a log, at any of the depths that our records have. */
const SECRET_KEYS = [
  "authorization",
  "cookie",
  "password",
  "passwordHash",
  "credential",
  "sealedCredential",
  "sealedAccessToken",
  "apiKey",
  "apiToken",
  "api_token",
  "accessToken",
  "access_token",
  "refresh_token",
  "token",
  "secret",
  "body",
  "message_body",
  "payload",
  "DATABASE_URL",
];

const paths = SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `*.*.*.${key}`]);

/** What PostgreSQL tells of an error besides the values of the row, which may be a customer's words. */
const DATABASE_FACTS = [
  "code",
  "severity",
  "schema",
  "table",
  "column",
  "constraint",
  "dataType",
  "routine",
] as const;
/** SQLSTATE class of data exceptions, whose messages quote the value. */
const DATA_EXCEPTION = "22";
const MAX_CAUSES = 5;

/** An error as the log shows it: message, stack, causes, and of a database error nothing that comes from a row. */
export function serializeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error) || depth > MAX_CAUSES)
    return error instanceof Error ? error.name : error;
  const isDatabase = error instanceof DatabaseError;
  const clean = (text: string | undefined) =>
    isDatabase && error.code?.startsWith(DATA_EXCEPTION)
      ? text?.replace(/"[^"]*"/g, '"[removed]"')
      : text;
  const own = isDatabase
    ? Object.fromEntries(DATABASE_FACTS.map((key) => [key, error[key]]))
    : { ...error };
  return {
    type: error.name,
    ...own,
    message: clean(error.message),
    stack: clean(error.stack),
    ...(error.cause === undefined ? {} : { cause: serializeError(error.cause, depth + 1) }),
    ...(error instanceof AggregateError
      ? { errors: error.errors.slice(0, MAX_CAUSES).map((each) => serializeError(each, depth + 1)) }
      : {}),
  };
}

/** Structured JSON lines on standard output. Credentials and message texts are removed by key, wherever they stand. */
export const log = pino({
  level: logLevel(),
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { err: (error: unknown) => serializeError(error) },
  redact: { paths, censor: "[removed]" },
});
