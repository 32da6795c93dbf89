import { deviceName } from "../../auth/new-device-mail";
import { runningSessions } from "../../auth/running-sessions";
import type { SignInMethod, Viewer } from "../../auth/types";
import { renderMessage } from "../../i18n/message";
import { textsOf } from "../../i18n/texts";
import type { CodeKind } from "../second-factor/take-code";

/** A person rarely has more; "Revoke all other sessions" ends the rest too. */
export const MAX_SESSIONS = 50;

export interface SessionView {
  id: string;
  /** In words, e.g. "Firefox on Linux". */
  device: string;
  /** The network part of the last address; "" if unknown. */
  network: string;
  method: SignInMethod;
  /** The second factor given besides the method. */
  secondFactor: CodeKind | null;
  lastSeenAt: Date;
  createdAt: Date;
  isCurrent: boolean;
}

export interface SessionsView {
  /** The current one first, then by last use. */
  sessions: SessionView[];
  hasMore: boolean;
}

/** The viewer's own sessions that have not ended. */
export async function listSessions(viewer: Viewer): Promise<SessionsView> {
  const rows = await runningSessions(viewer)
    .select([
      "s.id",
      "s.user_agent as userAgent",
      "s.network",
      "s.method",
      "s.second_factor_by as secondFactor",
      "s.last_seen_at as lastSeenAt",
      "s.created_at as createdAt",
    ])
    .orderBy((eb) => eb("s.id", "=", viewer.session.id), "desc")
    .orderBy("s.last_seen_at", "desc")
    .limit(MAX_SESSIONS + 1)
    .execute();
  const t = textsOf(viewer.language);
  const sessions = rows.slice(0, MAX_SESSIONS).map(({ userAgent, ...session }) => ({
    ...session,
    device: renderMessage(t, deviceName(userAgent)),
    isCurrent: session.id === viewer.session.id,
  }));
  return { sessions, hasMore: rows.length > MAX_SESSIONS };
}
