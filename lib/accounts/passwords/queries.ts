import type { Viewer } from "../../auth/types";
import { db } from "../../db/kysely";
import { enabledPerson } from "../tell-person";

/** Returns whether the viewer can sign in with a password. */
export async function hasPassword(viewer: Viewer): Promise<boolean> {
  const person = await enabledPerson(db(), { id: viewer.userId });
  return person !== null && person.passwordHash !== null;
}
