import { describe, expect, it } from "vitest";

import { EnvError, parseEnv } from "./env";

const complete = {
  DATABASE_URL: "postgresql://user:secret@127.0.0.1/portal",
  NEXTAUTH_SECRET: "0123456789abcdef0123456789abcdef",
  CREDENTIAL_KEYS: `k1:${Buffer.alloc(32, 1).toString("base64")}`,
};

const entra = {
  id: "entra",
  name: "Entra",
  issuer: "https://login.example/v2.0/",
  clientId: "id",
  clientSecret: "a-client-secret",
  domains: ["example.com"],
  for: "staff",
};

function problemsOf(issuers: unknown): string[] {
  try {
    const given = typeof issuers === "string" ? issuers : JSON.stringify(issuers);
    parseEnv({ ...complete, OIDC_ISSUERS: given });
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
}

describe("OIDC_ISSUERS", () => {
  it("is empty unless given, and takes several", () => {
    expect(parseEnv(complete).OIDC_ISSUERS).toEqual([]);
    const local = { ...entra, id: "local", issuer: "http://127.0.0.1:9", for: "customers" };
    const { OIDC_ISSUERS } = parseEnv({
      ...complete,
      OIDC_ISSUERS: JSON.stringify([entra, local]),
    });
    expect(OIDC_ISSUERS.map(({ issuer }) => issuer)).toEqual([
      "https://login.example/v2.0",
      "http://127.0.0.1:9",
    ]);
  });

  it.each<[unknown, string]>([
    ["not JSON", "must be a JSON list of issuers."],
    [entra, "must be a JSON list of issuers."],
    [
      [{ ...entra, issuer: "http://login.example" }],
      "is not valid: issuer of entry 1 must be https (plain http only to loopback).",
    ],
    [[{ ...entra, for: "all" }], "is not valid: for of entry 1 must be staff or customers."],
    [
      [{ ...entra, domains: ["Example.com"] }],
      "is not valid: domains of entry 1 must hold domains in lower case.",
    ],
    [[{ ...entra, id: "credentials" }], "is not valid: id of entry 1 must not be credentials."],
    [[{ ...entra, clientSecret: "" }], "is not valid: clientSecret of entry 1 must not be empty."],
    [[{ ...entra, more: 1 }], "is not valid: entry 1 must have known fields only."],
    [[entra, { ...entra, issuer: "https://other.example" }], "must not use an id twice."],
    [[entra, { ...entra, id: "other" }], "must not use an issuer twice."],
  ])("says what is wrong in one sentence, never the value: %j", (issuers, problem) => {
    expect(problemsOf(issuers)).toEqual([`OIDC_ISSUERS ${problem}`]);
  });
});
