import type { Viewer } from "../auth/types";
import { prisma } from "../db/prisma";
import { AppError } from "../errors";
import type { PersonSettings } from "./schemas";

/**
 * Changes the viewer's own language and time zone, on every device. Throws `unauthenticated` if the
 * account was disabled since.
 */
export async function changePersonSettings(
  viewer: Viewer,
  { language, timeZone }: PersonSettings,
): Promise<PersonSettings> {
  const { count } = await prisma().user.updateMany({
    where: { id: viewer.userId, disabledAt: null },
    data: { language, timeZone },
  });
  if (count === 0) throw new AppError("unauthenticated");
  return { language, timeZone };
}
