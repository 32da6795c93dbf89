import { audit } from "../../db/audit";
import { asBoolean, fromNow, now } from "../../db/expressions";
import type { Db } from "../../db/kysely";
import { env } from "../../env";
import { knownTimeZone } from "../known-time-zone";
import { mailNewDevice } from "../new-device-mail";
import type { PortalRole, SignInMethod } from "../types";
import { deviceTokenOf, endOthersPushes, rememberDevice } from "./devices";

const HOUR_MS = 3_600_000;

/** Methods without an email about a new device: scripts, and the first sign-in of a new person. */
const WITHOUT_MAIL: ReadonlySet<SignInMethod> = new Set(["operator", "invitation"]);

interface Arriving {
  userId: string;
  sessionId: string;
  address: string;
  /** The value of the browser's `device` cookie. */
  deviceToken: string | undefined;
  /** The browser's; undefined if it sent none. */
  timeZone?: string;
}

const hoursOf = (role: PortalRole) =>
  role === "customer" ? env().SESSION_HOURS : env().STAFF_SESSION_HOURS;

/**
 * Completes a sign-in once no step is missing: gives the session its full time, audits it,
 * remembers the device and emails the person about a new one. Does nothing for a session that is
 * already complete. Returns the token for the browser's `device` cookie.
 */
export async function arrive(
  client: Db,
  { userId, sessionId, address, deviceToken, timeZone: browserZone }: Arriving,
): Promise<string> {
  const token = deviceTokenOf(deviceToken);
  const user = await client
    .selectFrom("user")
    .select(["role", "email", "language"])
    .select((eb) => knownTimeZone(eb.ref("user.id"), eb.ref("time_zone")).as("timeZone"))
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
  const device = await rememberDevice(client, userId, token, browserZone);
  await client
    .updateTable("session")
    .set({ device_id: device.id })
    .where("id", "=", sessionId)
    .execute();
  await endOthersPushes(client, userId, token);
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
  // People who signed in before devices were remembered have none either, and should be notified.
  const isFirst = user.isNew && !device.isAnother;
  const { email: to, language } = user;
  const timeZone = user.timeZone ?? browserZone ?? null;
  if (device.isNew && !isFirst && !WITHOUT_MAIL.has(method))
    await mailNewDevice(client, { to, language, timeZone, userAgent, network });
  return token;
}
