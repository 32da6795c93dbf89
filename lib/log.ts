import { DatabaseError } from "pg";
import pino from "pino";

import { logLevel } from "./env";
import { redactSecretPaths } from "./public-paths";

/** Keys whose values are never logged, at any depth. */
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

/** Fields of a database error that contain no values of a row. */
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

/** Serializes an error without anything from a database row. */
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

/** Removes secrets within URLs, which no key name reveals. */
export const logHooks = { streamWrite: redactSecretPaths };

/** Writes JSON lines to stdout, with secrets and message texts removed by key. */
export const log = pino({
  level: logLevel(),
  hooks: logHooks,
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { err: (error: unknown) => serializeError(error) },
  redact: { paths, censor: "[removed]" },
});
