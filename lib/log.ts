import pino from "pino";
import { logLevel } from "./env";

/** Keys whose values never reach a log, at any of the depths that our records have. */
const SECRET_KEYS = [
  "authorization", "cookie", "password", "passwordHash", "credential", "sealedCredential", "sealedAccessToken", "apiKey", "apiToken", "api_token",
  "accessToken", "access_token", "refresh_token", "token", "secret", "body", "message_body", "payload", "DATABASE_URL",
];

const paths = SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `*.*.*.${key}`]);

/** Structured JSON lines on standard output. Credentials and message texts are removed by key, wherever they stand. */
export const log = pino({
  level: logLevel(),
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: { paths, censor: "[removed]" },
});
