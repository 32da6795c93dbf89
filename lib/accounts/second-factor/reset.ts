import { assertMayEverywhere } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { transaction } from "../../db/kysely";
import { AppError } from "../../errors";
import { message } from "../../i18n/message";
import { endSessions } from "../end-sessions";
import { lockAccounts } from "../member-locks";
import { noteChange } from "./note-change";
import { deleteRecoveryCodes } from "./recovery-codes";

/**
 * Removes a person's app, recovery codes and passkeys, and ends their sessions. For administrators,
 * and not for their own account.
 */
export async function resetSecondFactor(viewer: Viewer, userId: string): Promise<void> {
  assertMayEverywhere(viewer, "users.manage");
  if (userId === viewer.userId)
    throw new AppError("forbidden", { text: message("secondFactor.ownReset") });
  await transaction(async (client) => {
    await lockAccounts(client, viewer);
    const user = await client
      .selectFrom("user")
      .select("id")
      .where("id", "=", userId)
      .forUpdate()
      .executeTakeFirst();
    if (!user) throw new AppError("not_found");
    await client.deleteFrom("authenticator").where("user_id", "=", userId).execute();
    await client.deleteFrom("passkey").where("user_id", "=", userId).execute();
    await deleteRecoveryCodes(client, userId);
    await endSessions(client, userId);
    await noteChange(client, viewer, "reset", { userId });
  });
}
