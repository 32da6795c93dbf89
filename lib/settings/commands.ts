import type { Viewer } from "../auth/types";
import { prisma } from "../db/prisma";
import type { PersonSettings } from "./schemas";

/** Changes the viewer's own language and time zone, on every device. */
export async function changePersonSettings(
  viewer: Viewer,
  { language, timeZone }: PersonSettings,
): Promise<PersonSettings> {
  await prisma().user.update({ where: { id: viewer.userId }, data: { language, timeZone } });
  return { language, timeZone };
}
