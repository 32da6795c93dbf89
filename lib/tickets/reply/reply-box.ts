import type { Viewer } from "../../auth/types";
import { draftStatus } from "../../drafts/queries";
import type { DraftStatusView } from "../../drafts/types";
import { replyKey } from "../../files/draft-key";
import { replyFileRules } from "../../providers/capabilities";
import type { FileRules } from "../../providers/forms/contract";
import { findSecretsIn, type SecretFindings } from "../filing/find-secrets";
import { ownTicket } from "../own-ticket";

/** Data of a ticket's reply form. */
export interface ReplyBox {
  connectionId: string;
  /** Null if replies take no files. */
  files: FileRules | null;
  /** True if replies can be encrypted. */
  encrypts: boolean;
  standing: DraftStatusView;
  /** In the draft, unless it is to be encrypted. */
  secrets?: SecretFindings;
}

/** Loads the viewer's reply form with its draft; throws `not_found` for any other ticket. */
export async function replyBox(viewer: Viewer, ticketId: string): Promise<ReplyBox> {
  const [ticket, standing] = await Promise.all([
    ownTicket(viewer, ticketId),
    draftStatus(viewer, replyKey(ticketId)),
  ]);
  const { message, encrypted } = standing.draft?.values ?? {};
  return {
    connectionId: ticket.connectionId,
    files: replyFileRules(ticket.provider, ticket.capabilities),
    encrypts: ticket.provider?.form.encryptsReplies ?? false,
    standing,
    secrets: findSecretsIn({ message: (encrypted !== "true" && message) || "" }),
  };
}
