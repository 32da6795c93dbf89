import { now } from "../db/expressions";
import type { Db } from "../db/kysely";
import type { TokenKind } from "./tokens";

/** The kinds of links that give their holder an account, or access to one. */
const LINKS_OF_A_PERSON = [
  "password_reset",
  "address_change",
  "address_stop",
  "sign_in",
  "link_identity",
] as const satisfies readonly TokenKind[];

/** Ends a person's open links, e.g. when another person may have asked for one. */
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
