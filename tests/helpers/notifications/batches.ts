import type { Viewer } from "@/lib/auth/types";
import type { Language } from "@/lib/i18n/languages";
import type { NoticeBatch, NoticeItem } from "@/lib/notifications/deliver/channel";

import { sql } from "../sql";

export const ticketIdOf = async (externalId: string): Promise<string> =>
  (await sql<{ id: string }>("SELECT id FROM ticket WHERE external_id = $1", [externalId]))[0]
    ?.id ?? "";

type Notice = NoticeItem & {
  topic: NoticeBatch["topic"];
  organizationId: string;
  ticketId: string | null;
};

/** Returns all notices of a ticket as a batch for one person. */
export async function batchOf(
  viewer: Viewer,
  externalId: string,
  language: Language = "en",
): Promise<NoticeBatch> {
  const notices = await sql<Notice>(
    `SELECT id::text, kind, detail, event_id::text AS "eventId", submission_id AS "submissionId",
      connection_id AS "connectionId", at, topic, organization_id AS "organizationId", ticket_id AS "ticketId"
    FROM notice WHERE ticket_id = $1 ORDER BY id`,
    [await ticketIdOf(externalId)],
  );
  const [first] = notices;
  if (!first) throw new Error(`Ticket ${externalId} has no notices.`);
  const { topic, organizationId, ticketId } = first;
  return {
    person: { userId: viewer.userId, email: viewer.email, language, timeZone: "Europe/Stockholm" },
    topic,
    organizationId,
    ticketId,
    notices,
    reason: "follows",
    wakes: false,
  };
}
