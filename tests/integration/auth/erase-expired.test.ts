import { beforeAll, expect, it } from "vitest";

import { eraseExpired } from "@/lib/accounts/erase-expired";
import { useTestDatabase } from "@/tests/helpers/database";
import { makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

beforeAll(async () => {
  const { userId } = await makeViewer();
  await sql(
    `INSERT INTO session (id, user_id, version, method, user_agent, network, expires_at)
     VALUES ('ended', $1, 1, 'password', '', '', now() - interval '1 minute')`,
    [userId],
  );
  for (const [id, days] of Object.entries({ used: 399, unused: 401 }))
    await sql(
      `INSERT INTO device (id, user_id, token_hash, last_seen_at)
       VALUES ($1, $2, $1, now() - make_interval(days => $3))`,
      [id, userId, days],
    );
  for (const [id, days] of Object.entries({ recent: 29, old: 31 }))
    await sql(
      `INSERT INTO account_token (id, kind, token_hash, email, expires_at)
       VALUES ($1, 'sign_in', $1, 'jane@example.com', now() - make_interval(days => $2))`,
      [id, days],
    );
  await sql(
    `INSERT INTO passkey_challenge (challenge, purpose, expires_at)
     VALUES ('ended', 'sign_in', now() - interval '1 second'), ('open', 'sign_in', now() + interval '1 minute')`,
  );
  for (const state of ["waiting", "sending", "sent", "failed"])
    for (const days of [29, 31])
      await sql(
        `INSERT INTO mail (id, message_id, kind, recipient, state, created_at)
         VALUES ($1, $1, 'new_device', 'jane@example.com', $2::"MailState", now() - make_interval(days => $3))`,
        [`${state} ${days}`, state, days],
      );
});

const left = async (column: string, table: string) =>
  (await sql<{ id: string }>(`SELECT ${column} AS id FROM ${table} ORDER BY 1`)).map(
    ({ id }) => id,
  );

it("erases what has ended, nothing else, and looks once an hour", async () => {
  expect(await eraseExpired()).toBe(6);
  expect(await left("id", "session")).not.toContain("ended");
  expect(await left("id", "session")).toHaveLength(1);
  expect(await left("id", "device")).toEqual(["used"]);
  expect(await left("id", "account_token")).toEqual(["recent"]);
  expect(await left("challenge", "passkey_challenge")).toEqual(["open"]);
  expect(await left("id", "mail")).toEqual([
    "failed 29",
    "sending 29",
    "sending 31",
    "sent 29",
    "waiting 29",
    "waiting 31",
  ]);
  await sql("UPDATE session SET expires_at = now() - interval '1 minute'");
  expect(await eraseExpired()).toBe(0);
});
