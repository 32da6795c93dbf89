import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { EnvError, parseEnv } from "@/lib/env";

const complete = {
  DATABASE_URL: "postgresql://user:secret@db.example.com/portal?sslmode=require",
  NEXTAUTH_SECRET: "0123456789abcdef0123456789abcdef",
  CREDENTIAL_KEYS: `k1:${Buffer.alloc(32, 1).toString("base64")}`,
};

function problemsOf(environment: Record<string, string | undefined>): string[] {
  try {
    parseEnv(environment);
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
}

describe("the environment", () => {
  it("is complete with a database, a secret and a key; the rest has defaults", () => {
    expect(parseEnv(complete)).toMatchObject({
      UPSUN_API_URL: "https://api.upsun.com",
      LOG_LEVEL: "info",
    });
  });

  it("wants a verified way to a database elsewhere, in production", () => {
    const open = {
      ...complete,
      NODE_ENV: "production",
      DATABASE_URL: "postgresql://user:secret@db.example.com/portal",
    };
    expect(problemsOf(open)).toEqual([
      "DATABASE_URL must say how the connection is secured: add sslmode=verify-full, or sslmode=disable where the network itself is trusted.",
    ]);
    expect(problemsOf({ ...open, NODE_ENV: "development" })).toEqual([]);
    expect(problemsOf({ ...open, DATABASE_URL: `${open.DATABASE_URL}?sslmode=require` })).toEqual(
      [],
    );
  });

  it("says one sentence for each variable that is missing", () => {
    expect(problemsOf({})).toEqual([
      "DATABASE_URL is required.",
      "NEXTAUTH_SECRET is required.",
      "CREDENTIAL_KEYS is required.",
    ]);
  });

  it("takes an empty value for none", () => {
    expect(problemsOf({ ...complete, DATABASE_URL: "" })).toEqual(["DATABASE_URL is required."]);
  });

  it.each([
    ["DATABASE_URL", "mysql://db.example.com/portal", "must be a postgresql:// URL"],
    ["NEXTAUTH_SECRET", "hunter2", "must have at least 32 characters"],
    ["NEXTAUTH_URL", "tickets.example.com", "must be an absolute URL"],
    ["HOSTUP_API_URL", "http://hostup.example.com", "must be https (plain http only to loopback)"],
    ["HOSTUP_STATUS_URL", "https://status.example.com", "must be the address of a summary.json"],
    ["UPSUN_STATUS_URL", "http://status.example.com/summary.json", "must be https (plain http"],
    ["UPSUN_AUTH_URL", "ftp://auth.example.com", "must be https (plain http only to loopback)"],
    [
      "CREDENTIAL_KEYS",
      "k1:c2hvcnQ=",
      "must be id:key pairs, comma separated, each key 32 bytes as base64",
    ],
    ["CRON_SECRET", "tooshort", "must have at least 16 characters"],
    ["MAIL_FROM", "Portal", "must be an address, or a name and an address"],
    [
      "MAIL_FROM",
      "Portal\r\nBcc: all@example.com <p@example.com>",
      "must be an address, or a name",
    ],
  ])("names %s when it is wrong, and never repeats its value", (name, value, said) => {
    const problems = problemsOf({ ...complete, [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(name);
    expect(problems[0]).toContain(said);
    expect(problems[0]).not.toContain(value);
  });

  const storage = {
    S3_ENDPOINT: "https://s3.example.com",
    S3_BUCKET: "portal-files",
    S3_REGION: "eu-north-1",
    S3_ACCESS_KEY_ID: "key",
    S3_SECRET_ACCESS_KEY: "secret",
  };

  it("takes object storage as a whole, or none", () => {
    expect(parseEnv({ ...complete, ...storage })).toMatchObject(storage);
    expect(problemsOf({ ...complete, S3_BUCKET: "portal-files", S3_REGION: "eu-north-1" })).toEqual(
      [
        "S3_ENDPOINT is required where another S3_ variable is set.",
        "S3_ACCESS_KEY_ID is required where another S3_ variable is set.",
        "S3_SECRET_ACCESS_KEY is required where another S3_ variable is set.",
      ],
    );
    expect(problemsOf({ ...complete, ...storage, S3_ENDPOINT: "http://s3.example.com" })).toEqual([
      "S3_ENDPOINT must be https (plain http only to loopback).",
    ]);
    expect(problemsOf({ ...complete, ...storage, S3_BUCKET: "../other" })).toEqual([
      "S3_BUCKET must be the name of a bucket.",
    ]);
  });

  it("wants a sender where there is a mail server", () => {
    const server = { ...complete, SMTP_URL: "smtps://user:secret@mail.example.com" };
    expect(problemsOf(server)).toEqual(["MAIL_FROM is required where SMTP_URL is set."]);
    expect(problemsOf({ ...complete, SMTP_URL: "https://x.example", MAIL_FROM: "a@b.se" })).toEqual(
      ["SMTP_URL must be an smtp:// or smtps:// URL."],
    );
    for (const MAIL_FROM of ["tickets@example.com", "Ärenden AB <tickets@example.com>"])
      expect(problemsOf({ ...server, MAIL_FROM })).toEqual([]);
  });

  it("takes the production address from Vercel when none is set, and only in production", () => {
    const onVercel = {
      ...complete,
      NEXTAUTH_URL: "",
      VERCEL: "1",
      VERCEL_PROJECT_PRODUCTION_URL: "tickets.example.com",
    };
    expect(parseEnv({ ...onVercel, VERCEL_ENV: "production" }).NEXTAUTH_URL).toBe(
      "https://tickets.example.com",
    );
    expect(parseEnv({ ...onVercel, VERCEL_ENV: "preview" }).NEXTAUTH_URL).toBeUndefined();
    expect(
      parseEnv({ ...onVercel, VERCEL_ENV: "production", NEXTAUTH_URL: "https://own.example.com" })
        .NEXTAUTH_URL,
    ).toBe("https://own.example.com");
  });

  it("has every variable explained in .env.example", () => {
    const example = readFileSync(".env.example", "utf8");
    const read = [...readFileSync("lib/env.ts", "utf8").matchAll(/^ {2}([A-Z][A-Z0-9_]+): /gm)].map(
      (match) => match[1],
    );
    expect(read).toContain("DATABASE_URL");
    const setByOthers = new Set([
      "NODE_ENV",
      "VERCEL",
      "VERCEL_ENV",
      "VERCEL_PROJECT_PRODUCTION_URL",
    ]);
    const unexplained = read.filter(
      (name) =>
        name &&
        !setByOthers.has(name) &&
        !new RegExp(`^# .+\\n(# .+\\n)*(\\w+=.*\\n)*${name}=`, "m").test(example),
    );
    expect(unexplained).toEqual([]);
  });
});
