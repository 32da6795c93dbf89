import type { RawBuilder } from "kysely";

import { daysAgo, now } from "../db/expressions";
import { db } from "../db/kysely";
import { claimMaintenance } from "../db/maintenance";

const EVERY_SECONDS = 60 * 60;
const PER_ROUND = 1_000;
const MAX_ROUNDS = 20;
/** The longest that browsers keep the cookie of a device. */
const DEVICE_DAYS = 400;
const TOKEN_DAYS = 30;
const MAIL_DAYS = 30;

/** Erases what has ended, once an hour over all processes, in bounded batches. */
export async function eraseExpired(): Promise<number> {
  if (!(await claimMaintenance("accounts", EVERY_SECONDS))) return 0;
  let erased = 0;
  for (const eraseSome of [eraseSessions, eraseDevices, eraseTokens, eraseChallenges, eraseMails]) {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const count = await eraseSome();
      erased += count;
      if (count < PER_ROUND) break;
    }
  }
  return erased;
}

const eraseSessions = () => eraseEnded("session", now());
const eraseTokens = () => eraseEnded("account_token", daysAgo(TOKEN_DAYS));

async function eraseEnded(
  table: "session" | "account_token",
  before: RawBuilder<Date>,
): Promise<number> {
  const ended = db()
    .selectFrom(table)
    .select("id")
    .where("expires_at", "<", before)
    .limit(PER_ROUND);
  return (await db().deleteFrom(table).where("id", "in", ended).returning("id").execute()).length;
}

async function eraseDevices(): Promise<number> {
  const unused = db()
    .selectFrom("device")
    .select("id")
    .where("last_seen_at", "<", daysAgo(DEVICE_DAYS))
    .limit(PER_ROUND);
  return (await db().deleteFrom("device").where("id", "in", unused).returning("id").execute())
    .length;
}

async function eraseChallenges(): Promise<number> {
  const expired = db()
    .selectFrom("passkey_challenge")
    .select("challenge")
    .where("expires_at", "<", now())
    .limit(PER_ROUND);
  const erased = db().deleteFrom("passkey_challenge").where("challenge", "in", expired);
  return (await erased.returning("challenge").execute()).length;
}

/** Never one that is still to be sent. */
async function eraseMails(): Promise<number> {
  const old = db()
    .selectFrom("mail")
    .select("id")
    .where("created_at", "<", daysAgo(MAIL_DAYS))
    .where("state", "in", ["sent", "failed"])
    .limit(PER_ROUND);
  return (await db().deleteFrom("mail").where("id", "in", old).returning("id").execute()).length;
}
