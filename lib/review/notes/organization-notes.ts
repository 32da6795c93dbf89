import { assertMayEverywhere } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { db } from "../../db/kysely";
import { textsOf } from "../../i18n/texts";
import { visibleName } from "../../i18n/visible-name";
import { visibleOr } from "../../text/blank";
import { shorten } from "../../text/shorten";

const MAX_NOTES = 5;
const MAX_EXCERPT = 300;

export interface OrganizationNote {
  id: string;
  ticketId: string;
  number: string;
  subject: string;
  /** Null: no longer known. */
  author: string | null;
  at: Date;
  excerpt: string;
}

/** The newest internal notes on the organization's tickets. Staff only. */
export async function organizationNotes(
  viewer: Viewer,
  organizationId: string,
): Promise<OrganizationNote[]> {
  assertMayEverywhere(viewer, "notes.write");
  const t = textsOf(viewer.language);
  const rows = await db()
    .selectFrom("ticket as t")
    .innerJoin("internal_note as n", "n.ticket_id", "t.id")
    .leftJoin("user as a", "a.id", "n.author_id")
    .where("t.organization_id", "=", organizationId)
    .where("n.removed_at", "is", null)
    .select(["n.id", "n.body", "n.created_at as at", "a.name as author"])
    .select(["t.id as ticketId", "t.number", "t.subject"])
    .orderBy("n.id", "desc")
    .limit(MAX_NOTES)
    .execute();
  return rows.map(({ body, author, subject, ...row }) => ({
    ...row,
    subject: visibleOr(subject, t("tickets.noSubject")),
    author: author === null ? null : visibleName(author),
    excerpt: shorten(body ?? "", MAX_EXCERPT),
  }));
}
