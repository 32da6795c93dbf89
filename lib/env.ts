import { z } from "zod";

import { databaseTls } from "./database-tls";
import { oidcIssuers } from "./oidc-issuers";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** https anywhere, plain http only to loopback. Removes trailing slashes. */
const serviceUrl = z
  .url({ error: "must be an absolute URL", abort: true })
  .refine((text) => {
    const url = new URL(text);
    return url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.has(url.hostname));
  }, "must be https (plain http only to loopback)")
  .transform((text) => text.replace(/\/+$/, ""));

const statusUrl = serviceUrl.refine(
  (text) => new URL(text).pathname.endsWith(".json"),
  "must be the address of a summary.json",
);

const KEY_ENTRY = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]{43}=)$/;

export interface CredentialKey {
  id: string;
  key: Buffer;
}

/** `id:base64-32-bytes`, comma separated. The first key encrypts, all of them decrypt. */
const credentialKeys = z.string().transform((text, context): CredentialKey[] => {
  const keys: CredentialKey[] = [];
  for (const entry of text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean)) {
    const match = KEY_ENTRY.exec(entry);
    if (!match?.[1] || !match[2]) {
      context.addIssue("must be id:key pairs, comma separated, each key 32 bytes as base64");
      return z.NEVER;
    }
    keys.push({ id: match[1], key: Buffer.from(match[2], "base64") });
  }
  if (keys.length === 0) context.addIssue("must hold at least one id:key pair");
  if (new Set(keys.map((key) => key.id)).size !== keys.length)
    context.addIssue("must not use a key id twice");
  return keys;
});

/** A positive number of hours. */
const hours = (usual: number) =>
  z.coerce
    .number({ error: "must be a number of hours" })
    .positive("must be more than 0")
    .max(10_000, "must be at most 10000")
    .default(usual);

const smtpUrl = z
  .url({ protocol: /^smtps?$/, error: "must be an smtp:// or smtps:// URL", abort: true })
  .refine((text) => new URL(text).hostname !== "", "must name a host");

/** `Name <address>`, or an address alone. */
const mailFrom = z
  .string()
  .max(320, "must have at most 320 characters")
  .regex(
    /^(?:[^<>"@,;:\\\p{Cc}]+ <[^\s<>@,;]+@[^\s<>@,;]+>|[^\s<>"@,;]+@[^\s<>@,;]+)$/u,
    "must be an address, or a name and an address: Name <address>",
  );

const schema = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).default("development"),
  DATABASE_URL: z
    .string({ error: "is required: the URL of a PostgreSQL database" })
    .regex(/^postgres(ql)?:\/\//, "must be a postgresql:// URL"),
  DATABASE_NAMED_STATEMENTS: z
    .enum(["auto", "on", "off"], { error: "must be auto, on or off" })
    .default("auto"),
  NEXTAUTH_SECRET: z
    .string({ error: "is required: a long random text" })
    .min(32, "must have at least 32 characters"),
  NEXTAUTH_URL: serviceUrl.optional(),
  CREDENTIAL_KEYS: credentialKeys,
  HOSTUP_API_URL: serviceUrl.default("https://cloud.hostup.se/api/v2"),
  UPSUN_API_URL: serviceUrl.default("https://api.upsun.com"),
  UPSUN_AUTH_URL: serviceUrl.default("https://auth.upsun.com"),
  HOSTUP_STATUS_URL: statusUrl.optional(),
  UPSUN_STATUS_URL: statusUrl.optional(),
  UPSUN_CONVERSATION: z
    .enum(["off", "read", "reply"], { error: "must be off, read or reply" })
    .default("read"),
  SESSION_IDLE_HOURS: hours(14 * 24),
  SESSION_HOURS: hours(90 * 24),
  STAFF_SESSION_IDLE_HOURS: hours(12),
  STAFF_SESSION_HOURS: hours(7 * 24),
  SECOND_FACTOR: z
    .enum(["required", "waived"], { error: "must be required or waived" })
    .default("required"),
  OIDC_ISSUERS: oidcIssuers(serviceUrl).default([]),
  TRUSTED_PROXIES: z.coerce
    .number({ error: "must be a number" })
    .int("must be a whole number")
    .min(0, "must be 0 or more")
    .max(10, "must be at most 10")
    .default(0),
  CRON_SECRET: z.string().min(16, "must have at least 16 characters").optional(),
  S3_ENDPOINT: serviceUrl.optional(),
  S3_BUCKET: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,254}$/, "must be the name of a bucket")
    .optional(),
  S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/, "must be the name of a region")
    .optional(),
  S3_ACCESS_KEY_ID: z
    .string()
    .regex(/^[\x21-\x7e]+$/, "must be one word")
    .optional(),
  S3_SECRET_ACCESS_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, "must be one word")
    .optional(),
  SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: mailFrom.optional(),
  VERCEL: z.string().optional(),
  /** Set by Vercel; the URL is the production host without a scheme. */
  VERCEL_ENV: z.string().optional(),
  VERCEL_PROJECT_PRODUCTION_URL: z.string().optional(),
  BENCHMARK: z.string().optional(),
  /** Shows every message stretched and bracketed, to check layouts and for texts elsewhere. */
  PSEUDO_TEXTS: z.string().optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

/** Production requires a secure database connection. */
function databaseProblems({ NODE_ENV, DATABASE_URL }: Record<string, unknown>): string[] {
  if (NODE_ENV !== "production" || typeof DATABASE_URL !== "string") return [];
  const { problem } = databaseTls(DATABASE_URL);
  return problem ? [`DATABASE_URL ${problem}.`] : [];
}

export type Env = z.output<typeof schema>;

const STORAGE = [
  "S3_ENDPOINT",
  "S3_BUCKET",
  "S3_REGION",
  "S3_ACCESS_KEY_ID",
  "S3_SECRET_ACCESS_KEY",
] as const;

/** All or none: a partial configuration would store files in an unintended place. */
function storageProblems(given: Record<string, unknown>): string[] {
  const missing = STORAGE.filter((name) => given[name] === undefined);
  return missing.length === STORAGE.length
    ? []
    : missing.map((name) => `${name} is required where another S3_ variable is set.`);
}

function mailProblems(given: Record<string, unknown>): string[] {
  const isMissing = given.SMTP_URL !== undefined && given.MAIL_FROM === undefined;
  return isMissing ? ["MAIL_FROM is required where SMTP_URL is set."] : [];
}

/** `problems` has one sentence per variable. */
export class EnvError extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(`Ticketbridge cannot start. ${problems.join(" ")}`);
    this.name = "EnvError";
    this.problems = problems;
  }
}

/** On Vercel, pins the production address, so that no forwarded header decides it. */
function productionUrl(given: Record<string, string | undefined>): string | undefined {
  const host = given.VERCEL_ENV === "production" ? given.VERCEL_PROJECT_PRODUCTION_URL : undefined;
  return host && `https://${host}`;
}

/**
 * Validates environment variables; empty ones count as unset. Throws EnvError, which never contains
 * a value.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ""),
  );
  given.NEXTAUTH_URL ??= productionUrl(given);
  const parsed = schema.safeParse(given);
  const incomplete = [
    ...storageProblems(given),
    ...mailProblems(given),
    ...databaseProblems(given),
  ];
  if (parsed.success && incomplete.length === 0) return parsed.data;
  const problems = (parsed.error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0] ?? "The environment");
    const said =
      issue.code === "invalid_type" && given[name] === undefined ? "is required" : issue.message;
    return `${name} ${said.startsWith("is ") || said.startsWith("must ") ? said : `is not valid: ${said}`}.`;
  });
  throw new EnvError([...problems, ...incomplete]);
}

let current: Env | undefined;

/** Returns the environment, validated on first use. */
export function env(): Env {
  if (!current) {
    current = parseEnv(process.env);
    // next-auth reads this variable itself.
    if (current.NEXTAUTH_URL) process.env.NEXTAUTH_URL ||= current.NEXTAUTH_URL;
  }
  return current;
}

/** For commands that need only the database. */
export function databaseUrl(): string {
  if (current) return current.DATABASE_URL;
  const given = { DATABASE_URL: process.env.DATABASE_URL || undefined };
  const parsed = schema.pick({ DATABASE_URL: true }).safeParse(given);
  if (parsed.success) return parsed.data.DATABASE_URL;
  throw new EnvError(parsed.error.issues.map(({ message }) => `DATABASE_URL ${message}.`));
}

/** For commands that need only the database. */
export function namedStatements(): Env["DATABASE_NAMED_STATEMENTS"] {
  if (current) return current.DATABASE_NAMED_STATEMENTS;
  const { DATABASE_NAMED_STATEMENTS: given } = process.env;
  return schema.shape.DATABASE_NAMED_STATEMENTS.catch("auto").parse(given || undefined);
}

/** Readable even when other variables are invalid. */
export function logLevel(): string {
  const asked = schema.shape.LOG_LEVEL.safeParse(process.env.LOG_LEVEL || undefined);
  if (process.env.NODE_ENV === "test" && !process.env.LOG_LEVEL) return "silent";
  return asked.success ? asked.data : "info";
}
