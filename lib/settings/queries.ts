import type { Viewer } from "../auth/types";
import { prisma } from "../db/prisma";
import { isTimeZone } from "../text/locale";
import type { PersonSettings } from "./schemas";

/** Returns the viewer's own settings. */
export async function personSettings(viewer: Viewer): Promise<PersonSettings> {
  const user = await prisma().user.findUniqueOrThrow({
    where: { id: viewer.userId },
    select: { timeZone: true },
  });
  const timeZone = isTimeZone(user.timeZone ?? undefined) ? user.timeZone : null;
  return { language: viewer.language, timeZone };
}
