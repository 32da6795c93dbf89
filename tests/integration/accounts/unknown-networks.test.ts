import { beforeEach, describe, expect, it } from "vitest";

import { askByMail, MESSAGES_PER_NETWORK } from "@/lib/accounts/mail-sign-in/ask";
import { signInWithPasskey } from "@/lib/accounts/passkeys/sign-in";
import { countResetRequest } from "@/lib/accounts/reset/commands";
import { useTestDatabase } from "@/tests/helpers/database";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const origin = { address: "unknown", userAgent: "Tests", deviceToken: undefined };
const answer = {
  id: "AA",
  rawId: "AA",
  type: "public-key",
  clientExtensionResults: {},
  response: { clientDataJSON: "AA", authenticatorData: "AA", signature: "AA" },
} as const;

beforeEach(() => sql("DELETE FROM rate_limit"));

const used = (key: string, points: number) =>
  sql("INSERT INTO rate_limit (key, points, expire) VALUES ($1, $2, $3)", [
    key,
    points,
    Date.now() + 60_000,
  ]);

describe("without a trusted proxy, what one network may use up leaves the others", () => {
  it("sign-in by email", async () => {
    await used("mail_network:unknown", MESSAGES_PER_NETWORK);
    const request = { email: "owner@example.com", next: undefined, language: "en" } as const;
    await expect(askByMail(request, "unknown")).resolves.toBeDefined();
  });

  it("resets", async () => {
    await used("reset_network:unknown", 100);
    await expect(countResetRequest("owner@example.com", origin)).resolves.toBeUndefined();
  });

  it("sign-in by passkey", async () => {
    await used("passkey_answers:unknown", 100);
    await expect(signInWithPasskey(answer, origin)).resolves.toBeNull();
    await used("passkey_answers:192.0.2.1", 100);
    await expect(
      signInWithPasskey(answer, { ...origin, address: "192.0.2.1" }),
    ).rejects.toMatchObject({ code: "throttled" });
  });
});
