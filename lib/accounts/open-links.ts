import { now } from "../db/expressions";
import type { Db } from "../db/kysely";
import type { TokenKind } from "./tokens";

/** What gives whoever holds it an account, or a way into one. */
const LINKS_OF_A_PERSON = [
  "password_reset",
  "address_change",
  "address_stop",
  "sign_in",
  "link_identity",
] as const satisfies readonly TokenKind[];

/** Ends them, e.g. when a person suspects that somebody else has asked for one. */
export async function endOpenLinks(client: Db, userId: string): Promise<void> {
  await client
    .updateTable("account_token")
    .set({ withdrawn_at: now() })
    .where("user_id", "=", userId)
    .where("kind", "in", LINKS_OF_A_PERSON)
    .where("used_at", "is", null)
    .where("withdrawn_at", "is", null)
    .execute();
}
