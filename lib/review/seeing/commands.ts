import { actedBy } from "../../auth/acted-by";
import { assertMayEverywhere } from "../../auth/permissions";
import { assertActs } from "../../auth/seeing/read-only";
import type { Viewer } from "../../auth/types";
import { audit } from "../../db/audit";
import { fromNow, lockUntilCommit, now } from "../../db/expressions";
import { type Db, db, transaction } from "../../db/kysely";
import { AppError } from "../../errors";
import { fieldErrorsOf } from "../../forms/field-errors";
import { message } from "../../i18n/message";
import { newId } from "../../ids";
import { reasonInput } from "../reasons/schemas";
import { endLooks, ofSession } from "./end-looks";
import type { StartSeeing } from "./schemas";

const MINUTES = 30;

/**
 * From now on this session sees the portal as a customer does, for at most 30 minutes. Staff only.
 * Throws `not_found` for a person outside the organization, `invalid` without the reason that it
 * asks for, and `conflict` for who cannot be seen as: see `canBeSeenAs`.
 */
export async function startSeeing(viewer: Viewer, input: StartSeeing): Promise<void> {
  assertActs(viewer);
  assertMayEverywhere(viewer, "organizations.read");
  const { organizationId, userId } = input;
  await transaction(async (client) => {
    const person = await findPerson(client, input);
    if (!person) throw new AppError("not_found");
    if (!person.canBeSeenAs) throw new AppError("conflict", { text: message("seeing.impossible") });
    const reason = person.asksReason ? givenReason(input) : null;
    // Of two posts at once, one begins the look.
    await lockUntilCommit(client, `seeing ${viewer.session.id}`);
    if (await isUnderWay(client, viewer.session.id, input, { ...person, reason })) return;
    await endLooks(client, ofSession(viewer.session.id));
    const { until } = await client
      .insertInto("seen_as")
      .values({
        id: newId(),
        session_id: viewer.session.id,
        user_id: userId,
        organization_id: organizationId,
        version: person.version,
        reason,
        until: fromNow(MINUTES * 60_000),
      })
      .returning("until")
      .executeTakeFirstOrThrow();
    await audit(
      {
        ...actedBy(viewer),
        organizationId,
        action: "seeing.started",
        targetType: "person",
        targetId: userId,
        reason,
        data: { as: userId, ends: until.toISOString() },
      },
      client,
    );
  });
}

/** Returns the organization to go back to; null if nothing was left to stop. */
export async function stopSeeing(viewer: Viewer): Promise<string | null> {
  const { seenBy } = viewer;
  if (!seenBy) return null;
  await transaction((client) => endLooks(client, ofSession(viewer.session.id)));
  return seenBy.organizationId;
}

function givenReason({ reason = "" }: StartSeeing): string {
  const given = reasonInput.safeParse({ reason });
  if (given.success) return given.data.reason;
  throw new AppError("invalid", { fieldErrors: fieldErrorsOf(given.error.issues) });
}

/** True if a look for the same reason is still valid. */
async function isUnderWay(
  client: Db,
  sessionId: string,
  { organizationId, userId }: StartSeeing,
  { version, reason }: { version: number; reason: string | null },
): Promise<boolean> {
  const row = await client
    .selectFrom("seen_as as v")
    .innerJoin("membership as m", (join) =>
      join
        .onRef("m.user_id", "=", "v.user_id")
        .onRef("m.organization_id", "=", "v.organization_id")
        .onRef("m.created_at", "<=", "v.started_at"),
    )
    .where("v.session_id", "=", sessionId)
    .where("v.organization_id", "=", organizationId)
    .where("v.user_id", "=", userId)
    .where("v.version", "=", version)
    .where("v.reason", "is not distinct from", reason)
    .where("v.ended_at", "is", null)
    .where("v.until", ">", now())
    .select("v.id")
    .executeTakeFirst();
  return row !== undefined;
}

/** A customer who is not disabled and has confirmed their address: the account is theirs. */
async function findPerson(client: Db, { organizationId, userId }: StartSeeing) {
  const row = await client
    .selectFrom("membership as m")
    .innerJoin("user as u", "u.id", "m.user_id")
    .innerJoin("organization as o", "o.id", "m.organization_id")
    .where("m.organization_id", "=", organizationId)
    .where("m.user_id", "=", userId)
    .select([
      "u.role",
      "u.session_version as version",
      "u.disabled_at as disabledAt",
      "u.email_verified_at as verifiedAt",
      "o.asks_reason as asksReason",
    ])
    .forShare("u")
    .executeTakeFirst();
  if (!row) return undefined;
  const canBeSeenAs = row.role === "customer" && row.disabledAt === null && row.verifiedAt !== null;
  return { ...row, canBeSeenAs };
}

export interface SeeablePeople {
  userIds: string[];
  asksReason: boolean;
}

/** Those of the given people whom staff can see the portal as. */
export async function seeablePeople(
  viewer: Viewer,
  organizationId: string,
  userIds: readonly string[],
): Promise<SeeablePeople> {
  assertMayEverywhere(viewer, "organizations.read");
  const rows = await db()
    .selectFrom("membership as m")
    .innerJoin("user as u", "u.id", "m.user_id")
    .innerJoin("organization as o", "o.id", "m.organization_id")
    .where("m.organization_id", "=", organizationId)
    .where("m.user_id", "in", userIds.length > 0 ? [...userIds] : [""])
    .where("u.role", "=", "customer")
    .where("u.disabled_at", "is", null)
    .where("u.email_verified_at", "is not", null)
    .select(["u.id", "o.asks_reason as asksReason"])
    .execute();
  return {
    userIds: rows.map(({ id }) => id),
    asksReason: rows.some(({ asksReason }) => asksReason),
  };
}
