import type { Expression } from "kysely";

import { assertMay, mayWriteSomewhere } from "../auth/permissions";
import {
  isSubmissionInScope,
  isTicketInScope,
  ownScope,
  type ScopeValues,
  scopeValues,
} from "../auth/scope";
import type { Viewer } from "../auth/types";
import type { Placeholders } from "../db/compile-once";
import { type Db, db } from "../db/kysely";
import { AppError } from "../errors";
import type { DraftKey } from "../files/draft-key";

export interface DraftOwner {
  organizationId: string;
  provider: string;
}

function submissionOwner(on: Db, submissionId: string | Expression<string>) {
  return on
    .selectFrom("submission as s")
    .innerJoin("connection as c", "c.id", "s.connection_id")
    .select(["s.organization_id as organizationId", "c.provider"])
    .where("s.id", "=", submissionId);
}

function ticketOwner(on: Db, ticketId: string | Expression<string>) {
  return on
    .selectFrom("ticket as t")
    .select(["t.organization_id as organizationId", "t.provider"])
    .where("t.id", "=", ticketId);
}

/** Null for a new ticket's draft. Throws not_found. The caller checks access. */
export async function draftOwner(
  client: Db,
  { kind, targetId }: DraftKey,
): Promise<DraftOwner | null> {
  if (kind === "new_ticket") return null;
  const owner =
    kind === "resubmission"
      ? await submissionOwner(client, targetId).executeTakeFirst()
      : await ticketOwner(client, targetId).executeTakeFirst();
  if (!owner) throw new AppError("not_found");
  return owner;
}

/** Of the viewer's own tickets, or of the submissions that they sent. */
export function ownDraftOwner(
  on: Db,
  kind: Exclude<DraftKey["kind"], "new_ticket">,
  of: OwnDraft | Placeholders<OwnDraft>,
) {
  const { targetId, userId, ...scope } = of;
  if (kind === "resubmission")
    return submissionOwner(on, targetId)
      .where(isSubmissionInScope(scope as Placeholders<ScopeValues>))
      .where("s.user_id", "=", userId);
  return ticketOwner(on, targetId).where(isTicketInScope(scope as Placeholders<ScopeValues>));
}

/** Throws not_found unless the ticket or submission is the viewer's; forbidden if they only read. */
export async function draftOwnerFor(
  viewer: Viewer,
  { kind, targetId }: DraftKey,
  on: Db = db(),
): Promise<DraftOwner | null> {
  if (kind === "new_ticket") {
    if (!mayWriteSomewhere(viewer)) throw new AppError("not_found");
    return null;
  }
  const owner = await ownDraftOwner(on, kind, ownDraft(viewer, targetId)).executeTakeFirst();
  if (!owner) throw new AppError("not_found");
  assertMay(viewer, "tickets.write", owner.organizationId);
  return owner;
}

export interface OwnDraft extends ScopeValues {
  userId: string;
  targetId: string;
}

export function ownDraft(viewer: Viewer, targetId: string): OwnDraft {
  return { userId: viewer.userId, targetId, ...scopeValues(ownScope(viewer)) };
}
