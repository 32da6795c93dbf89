import type { Viewer } from "../../auth/types";
import { db } from "../../db/kysely";
import { enabledPerson } from "../tell-person";

/** Whether the viewer signs in with a password, too. */
export async function hasPassword(viewer: Viewer): Promise<boolean> {
  const person = await enabledPerson(db(), { id: viewer.userId });
  return person !== null && person.passwordHash !== null;
}
