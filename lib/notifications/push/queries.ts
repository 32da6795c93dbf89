import { deviceName } from "../../auth/new-device-mail";
import type { Viewer } from "../../auth/types";
import { asBoolean } from "../../db/expressions";
import { db } from "../../db/kysely";
import { renderMessage } from "../../i18n/message";
import { textsOf } from "../../i18n/texts";
import { isLivePush } from "../../notices/record/live-pushes";
import { vapidPublicKey } from "./vapid-keys";

interface PushDevice {
  id: string;
  /** Base64url of SHA-256 of the endpoint, by which a browser recognizes itself. */
  endpointHash: string;
  /** In words, e.g. "Firefox on Linux". */
  name: string;
  addedAt: Date;
  lastSentAt: Date | null;
  /** False until the person signs in there again; it gets nothing meanwhile. */
  isLive: boolean;
}

export interface PushSettings {
  /** Key that browsers subscribe with. */
  publicKey: string;
  /** Newest first. */
  devices: PushDevice[];
}

/** Returns the browsers that show the viewer's notices. */
export async function pushSettings(viewer: Viewer): Promise<PushSettings> {
  const rows = await db()
    .selectFrom("push_subscription as p")
    .innerJoin("user as u", "u.id", "p.user_id")
    .where("p.user_id", "=", viewer.userId)
    .orderBy("p.created_at", "desc")
    .orderBy("p.id", "desc")
    .select([
      "p.id",
      "p.endpoint_hash as endpointHash",
      "p.user_agent as userAgent",
      "p.created_at as addedAt",
      "p.last_sent_at as lastSentAt",
      asBoolean(isLivePush()).as("isLive"),
    ])
    .execute();
  const t = textsOf(viewer.language);
  return {
    publicKey: await vapidPublicKey(),
    devices: rows.map(({ userAgent, ...device }) => ({
      ...device,
      name: renderMessage(t, deviceName(userAgent)),
    })),
  };
}
