import { type Db, db } from "../../db/kysely";
import type { MentionablePerson } from "./types";

const MAX_PEOPLE = 500;

/** Staff who are not disabled, by name. */
export function mentionablePeople(
  exceptId: string,
  client: Db = db(),
): Promise<MentionablePerson[]> {
  return client
    .selectFrom("user")
    .where("role", "in", ["staff", "admin"])
    .where("disabled_at", "is", null)
    .where("id", "<>", exceptId)
    .orderBy("name")
    .orderBy("id")
    .limit(MAX_PEOPLE)
    .select(["id", "name", "email"])
    .execute();
}
