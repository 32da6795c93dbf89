import { audit } from "../../db/audit";
import { asBoolean, fromNow, now } from "../../db/expressions";
import type { Db } from "../../db/kysely";
import { env } from "../../env";
import { mailNewDevice } from "../new-device-mail";
import type { PortalRole, SignInMethod } from "../types";
import { deviceTokenOf, rememberDevice } from "./devices";

const HOUR_MS = 3_600_000;

/** No mail about a new device: a script, or the first sign-in of a new person. */
const UNTOLD: ReadonlySet<SignInMethod> = new Set(["operator", "invitation"]);

interface Arriving {
  userId: string;
  sessionId: string;
  address: string;
  /** Of the browser's `device` cookie. */
  deviceToken: string | undefined;
}

const hoursOf = (role: PortalRole) =>
  role === "customer" ? env().SESSION_HOURS : env().STAFF_SESSION_HOURS;

/**
 * Once nothing is missing for a session, its person has signed in: gives it its full time, audits
 * it, remembers the device and mails about a new one. Does nothing for a session that has arrived
 * before. Returns the token for the browser's `device` cookie.
 */
export async function arrive(
  client: Db,
  { userId, sessionId, address, deviceToken }: Arriving,
): Promise<string> {
  const token = deviceTokenOf(deviceToken);
  const user = await client
    .selectFrom("user")
    .select(["role", "email", "language", "time_zone as timeZone"])
    .select((eb) => asBoolean(eb("created_at", ">", fromNow(-24 * HOUR_MS))).as("isNew"))
    .where("id", "=", userId)
    .executeTakeFirstOrThrow();
  const session = await client
    .updateTable("session")
    .set({ completed_at: now(), expires_at: fromNow(hoursOf(user.role) * HOUR_MS) })
    .where("id", "=", sessionId)
    .where("user_id", "=", userId)
    .where("completed_at", "is", null)
    .where("revoked_at", "is", null)
    .returning(["method", "user_agent as userAgent", "network"])
    .executeTakeFirst();
  if (!session) return token;
  const { method, userAgent, network } = session;
  const device = await rememberDevice(client, userId, token);
  await client
    .updateTable("session")
    .set({ device_id: device.id })
    .where("id", "=", sessionId)
    .execute();
  await audit(
    {
      actorId: userId,
      organizationId: null,
      action: "signin.succeeded",
      targetType: "user",
      targetId: userId,
      data: { address, method },
      sessionId,
      network,
    },
    client,
  );
  // People of before devices were remembered have none either, and want to know.
  const isFirst = user.isNew && !device.isAnother;
  const { email: to, language, timeZone } = user;
  if (device.isNew && !isFirst && !UNTOLD.has(method))
    await mailNewDevice(client, { to, language, timeZone, userAgent, network });
  return token;
}
