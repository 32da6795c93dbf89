import type { Viewer } from "../../auth/types";
import { prisma } from "../../db/prisma";

export interface PasskeyRow {
  id: string;
  name: string;
  isSynced: boolean;
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** The viewer's own, oldest first. */
export function listPasskeys(viewer: Viewer): Promise<PasskeyRow[]> {
  return prisma().passkey.findMany({
    where: { userId: viewer.userId, user: { disabledAt: null } },
    select: { id: true, name: true, isSynced: true, createdAt: true, lastUsedAt: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
}
