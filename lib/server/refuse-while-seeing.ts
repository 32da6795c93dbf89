import "server-only";

import { getSession } from "../auth/viewer";
import { AppError } from "../errors";

/**
 * True for staff who see as a customer. Without the database it is false, and nothing can change.
 */
export async function isSeeing(): Promise<boolean> {
  const session = await getSession(false).catch(() => null);
  return session?.viewer.seenBy !== undefined;
}

/** Guards acts without a viewer, such as signing in. Throws `read_only` while staff see. */
export async function refuseWhileSeeing(): Promise<void> {
  if (await isSeeing()) throw new AppError("read_only");
}
