import { sql } from "kysely";

import { knownTimeZone } from "../../auth/known-time-zone";
import { assertMay } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { json } from "../../db/expressions";
import { type Db, transaction } from "../../db/kysely";
import { AppError } from "../../errors";
import { withChoice } from "../../notices/rules/channel-choices";
import { isTimeZone } from "../../text/locale";
import { nextAtLocal } from "../deliver/local-hours";
import type {
  NoticeChoice,
  NoticeChoiceInput,
  NoticeTimes,
  OrganizationLevelInput,
} from "./schemas";

/**
 * Changes the viewer's channels for one kind. Throws `unauthenticated` for a disabled account, as
 * all commands here do.
 */
export async function changeNoticeChoice(
  viewer: Viewer,
  { kind, choice }: NoticeChoiceInput,
): Promise<NoticeChoice> {
  await transaction(async (client) => {
    const { choices } = await heldSetting(client, viewer);
    await client
      .updateTable("notification_setting")
      .set({ choices: json(withChoice(choices, kind, choice)) })
      .where("user_id", "=", viewer.userId)
      .execute();
  });
  return choice;
}

/** Changes the hour of the viewer's digest, including a pending one, and their quiet hours. */
export async function changeNoticeTimes(viewer: Viewer, times: NoticeTimes): Promise<NoticeTimes> {
  const { digestAt, quiet } = times;
  await transaction(async (client) => {
    const held = await heldSetting(client, viewer);
    const zone = isTimeZone(held.timeZone ?? undefined) ? held.timeZone : null;
    const waits = held.digestDueAt !== null && !held.isStorm && held.digestAt !== digestAt;
    await client
      .updateTable("notification_setting")
      .set({
        digest_at: digestAt,
        quiet_from: quiet?.from ?? null,
        quiet_until: quiet?.until ?? null,
        digest_due_at: waits ? nextAtLocal(zone ?? "UTC", digestAt, new Date()) : held.digestDueAt,
      })
      .where("user_id", "=", viewer.userId)
      .execute();
  });
  return times;
}

/** Creates the person's row if needed, and locks it. */
async function heldSetting(client: Db, { userId }: Viewer) {
  await client
    .insertInto("notification_setting")
    .columns(["user_id"])
    .expression((eb) =>
      eb.selectFrom("user").select("id").where("id", "=", userId).where("disabled_at", "is", null),
    )
    .onConflict((conflict) => conflict.column("user_id").doNothing())
    .execute();
  const held = await client
    .selectFrom("notification_setting as n")
    .innerJoin("user as u", "u.id", "n.user_id")
    .select([
      "n.choices",
      "n.digest_at as digestAt",
      "n.digest_due_at as digestDueAt",
      "n.is_storm as isStorm",
    ])
    .select((eb) => knownTimeZone(eb.ref("u.id"), eb.ref("u.time_zone")).as("timeZone"))
    .where("n.user_id", "=", userId)
    .where("u.disabled_at", "is", null)
    .forUpdate("n")
    .executeTakeFirst();
  if (!held) throw new AppError("unauthenticated");
  return held;
}

/**
 * Sets which tickets of an organization notify the viewer. Throws `not_found` for non-members,
 * including staff, who follow single tickets only.
 */
export async function followOrganization(
  viewer: Viewer,
  { organizationId, level }: OrganizationLevelInput,
): Promise<OrganizationLevelInput> {
  assertMay(viewer, "tickets.follow", organizationId);
  await transaction(async (client) => {
    const { numInsertedOrUpdatedRows } = await client
      .insertInto("organization_follow")
      .columns(["user_id", "organization_id", "level"])
      .expression((eb) =>
        eb
          .selectFrom("membership as m")
          .innerJoin("user as u", "u.id", "m.user_id")
          .select(["m.user_id", "m.organization_id"])
          .select(eb.cast<typeof level>(eb.val(level), sql`"OrganizationLevel"`).as("level"))
          .where("m.user_id", "=", viewer.userId)
          .where("m.organization_id", "=", organizationId)
          .where("u.disabled_at", "is", null),
      )
      .onConflict((conflict) =>
        conflict.columns(["user_id", "organization_id"]).doUpdateSet({ level }),
      )
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) throw new AppError("not_found");
  });
  return { organizationId, level };
}
