import { afterEach, describe, expect, it } from "vitest";

import { removePasskey } from "@/lib/accounts/passkeys/commands";
import {
  regenerateRecoveryCodes,
  turnOffAuthenticator,
} from "@/lib/accounts/second-factor/commands";
import { RECOVERY_CODES } from "@/lib/accounts/second-factor/recovery-codes";
import { env } from "@/lib/env";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

afterEach(() => {
  env().SECOND_FACTOR = "waived";
});

describe("at the same time", () => {
  const withApp = async (role: "customer" | "staff") => {
    const viewer = await makeViewer({ role });
    await sql(
      "INSERT INTO authenticator (user_id, sealed_secret, confirmed_at) VALUES ($1, 'x', now())",
      [viewer.userId],
    );
    await sql("UPDATE session SET second_factor_at = now() WHERE user_id = $1", [viewer.userId]);
    return viewer;
  };

  it("of two last second factors that are removed, one stays where one is required", async () => {
    const staff = await Promise.all(Array.from({ length: 8 }, () => withApp("staff")));
    for (const { userId } of staff)
      await sql(
        "INSERT INTO passkey (id, user_id, public_key, counter, name, is_synced) VALUES ($1, $1, '', 0, 'p', false)",
        [userId],
      );
    env().SECOND_FACTOR = "required";
    for (const viewer of staff)
      await Promise.allSettled([
        turnOffAuthenticator(viewer),
        removePasskey(viewer, { id: viewer.userId }),
      ]);
    const left = await sql(
      `SELECT user_id FROM authenticator WHERE user_id = ANY($1)
       UNION ALL SELECT user_id FROM passkey WHERE user_id = ANY($1)`,
      [staff.map(({ userId }) => userId)],
    );
    expect(left).toHaveLength(staff.length);
  });

  it("recovery codes that are replaced twice are ten", async () => {
    const viewer = await withApp("customer");
    await Promise.all(Array.from({ length: 4 }, () => regenerateRecoveryCodes(viewer)));
    const rows = await sql("SELECT 1 FROM recovery_code WHERE user_id = $1", [viewer.userId]);
    expect(rows).toHaveLength(RECOVERY_CODES);
  });
});
