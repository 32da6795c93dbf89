import type { Viewer } from "../../auth/types";
import { draftStatus } from "../../drafts/queries";
import type { DraftStatusView } from "../../drafts/types";
import { isAppError } from "../../errors";
import { replyKey } from "../../files/draft-key";
import { replyFileRules } from "../../providers/capabilities";
import type { ReplyRules } from "../detail/types";
import { findSecretsIn, type SecretFindings } from "../filing/find-secrets";
import { ownTicket } from "../own-ticket";

/** Data of a ticket's reply form. */
export interface ReplyBox extends ReplyRules {
  standing: DraftStatusView;
  /** In the draft, unless it is to be encrypted. */
  secrets?: SecretFindings;
}

/** The viewer's draft of a reply; null where they have no such ticket. */
export async function replyDraft(
  viewer: Viewer,
  ticketId: string,
): Promise<DraftStatusView | null> {
  try {
    return await draftStatus(viewer, replyKey(ticketId));
  } catch (error) {
    if (isAppError(error, "not_found")) return null;
    throw error;
  }
}

/** Loads the viewer's reply form with its draft; throws `not_found` for any other ticket. */
export async function replyBox(viewer: Viewer, ticketId: string): Promise<ReplyBox> {
  const [ticket, standing] = await Promise.all([
    ownTicket(viewer, ticketId),
    draftStatus(viewer, replyKey(ticketId)),
  ]);
  const rules = {
    connectionId: ticket.connectionId,
    files: replyFileRules(ticket.provider, ticket.capabilities),
    encrypts: ticket.provider?.form.encryptsReplies ?? false,
  };
  return toReplyBox(rules, standing);
}

/** The reply form of a ticket and a draft that are already loaded. */
export function toReplyBox(rules: ReplyRules, standing: DraftStatusView): ReplyBox {
  const { message, encrypted } = standing.draft?.values ?? {};
  return {
    ...rules,
    standing,
    secrets: findSecretsIn({ message: (encrypted !== "true" && message) || "" }),
  };
}
