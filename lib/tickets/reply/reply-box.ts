import type { Viewer } from "../../auth/types";
import { draftStatus } from "../../drafts/queries";
import type { DraftStatusView } from "../../drafts/types";
import type { FileRules } from "../../providers/forms/contract";
import { ownTicket } from "../own-ticket";

/** What a ticket's reply form is drawn from. */
export interface ReplyBox {
  connectionId: string;
  /** Null where a reply brings no files. */
  files: FileRules | null;
  /** Whether a reply can be encrypted. */
  encrypts: boolean;
  standing: DraftStatusView;
}

/** The reply form of one of the viewer's tickets, with what has been typed into it. Throws not_found for every other ticket. */
export async function replyBox(viewer: Viewer, ticketId: string): Promise<ReplyBox> {
  const [{ connectionId, provider }, standing] = await Promise.all([
    ownTicket(viewer, ticketId),
    draftStatus(viewer, `reply:${ticketId}`),
  ]);
  const form = provider?.form;
  return {
    connectionId,
    files: form?.files?.withReplies ? form.files : null,
    encrypts: form?.encryptsReplies ?? false,
    standing,
  };
}
