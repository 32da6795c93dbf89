import { z } from "zod";

/** A service that signs people in by OpenID Connect. */
export interface Issuer {
  /** Part of the redirect address, so it never changes. */
  id: string;
  /** The name shown to people. */
  name: string;
  /** Its address, without a slash at the end. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Domains whose addresses it may speak for. */
  domains: string[];
  /** Whom it signs in. */
  for: "staff" | "customers";
}

const MAX_ISSUERS = 20;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

const text = z.string({ error: "must be a text" }).trim().min(1, "must not be empty");

const entry = (serviceUrl: z.ZodType<string>) =>
  z.strictObject({
    id: z
      .string({ error: "must be a text" })
      .regex(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/, "must be a-z, 0-9 and hyphens, at most 32")
      .refine((id) => id !== "credentials", "must not be credentials"),
    name: text.max(60, "must have at most 60 characters"),
    issuer: serviceUrl,
    clientId: text,
    clientSecret: text,
    domains: z
      .array(
        z.string({ error: "must hold texts" }).regex(DOMAIN, "must hold domains in lower case"),
        { error: "must be a list of domains" },
      )
      .default([]),
    for: z.enum(["staff", "customers"], { error: "must be staff or customers" }),
  });

function parseJson(given: string): unknown {
  try {
    return JSON.parse(given);
  } catch {
    return undefined;
  }
}

/** Returns the position of a problem in the list, never the value. */
function placeOf(path: readonly PropertyKey[]): string {
  const [index, field] = path;
  const place = `entry ${Number(index) + 1}`;
  return field === undefined ? place : `${String(field)} of ${place}`;
}

const duplicates = (values: string[]) => new Set(values).size !== values.length;

/** A JSON list of issuers. Each problem is the rest of a sentence that begins with the name. */
export const oidcIssuers = (serviceUrl: z.ZodType<string>) =>
  z.string().transform((given, context): Issuer[] => {
    const list = parseJson(given);
    if (!Array.isArray(list)) {
      context.addIssue("must be a JSON list of issuers");
      return z.NEVER;
    }
    const parsed = z.array(entry(serviceUrl)).safeParse(list);
    for (const issue of parsed.error?.issues ?? []) {
      const said = issue.message.startsWith("must ")
        ? issue.message
        : "must have known fields only";
      context.addIssue(`is not valid: ${placeOf(issue.path)} ${said}`);
    }
    if (!parsed.success) return z.NEVER;
    const issuers = parsed.data;
    if (issuers.length > MAX_ISSUERS) context.addIssue(`must hold at most ${MAX_ISSUERS} issuers`);
    if (duplicates(issuers.map(({ id }) => id))) context.addIssue("must not use an id twice");
    if (duplicates(issuers.map(({ issuer }) => issuer)))
      context.addIssue("must not use an issuer twice");
    return issuers;
  });
