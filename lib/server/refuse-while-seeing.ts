import "server-only";

import { headers } from "next/headers";

import { auditRefused } from "../auth/seeing/audit-seen";
import { assertActs } from "../auth/seeing/read-only";
import type { Viewer } from "../auth/types";
import { getSession } from "../auth/viewer";
import { AppError } from "../errors";

/** The page whose action it is. Routes have none: the middleware does not see them. */
const pageAddress = async () => (await headers()).get("x-path") ?? "/api/";

/**
 * Throws `read_only` for staff who see as a customer, and leaves a row of it. `address`: of the
 * route, if it is no action of a page.
 */
export async function refuseActs(viewer: Viewer, address?: string): Promise<void> {
  if (!viewer.seenBy) return;
  await auditRefused(viewer, address ?? (await pageAddress()));
  assertActs(viewer);
}

/**
 * True for staff who see as a customer; leaves a row of what they tried. Without the database it is
 * false, and nothing can change.
 */
export async function isSeeing(): Promise<boolean> {
  const session = await getSession(false).catch(() => null);
  if (!session?.viewer.seenBy) return false;
  await auditRefused(session.viewer, await pageAddress());
  return true;
}

/** Guards acts without a viewer, such as signing in. Throws `read_only` while staff see. */
export async function refuseWhileSeeing(): Promise<void> {
  if (await isSeeing()) throw new AppError("read_only");
}
