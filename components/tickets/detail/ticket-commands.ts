import type { Sync } from "../../freshness/sync-answer";
import type { DecisionHandler } from "../../submissions/submission-actions";
import type { ResendCommand } from "../conversation/attachments-panel";
import type { SetCollaborators } from "../reply/collaborators";
import type { ReplyFormProps } from "../reply/reply-form";
import type { ActOnTicket, ActOnTicketAction } from "../reply/ticket-actions";
import type { SetPrivacy } from "./privacy-setting";
import type { MarkSensitive } from "./sensitive-setting";

/** The customer's commands; staff have none. */
export interface TicketCommands {
  /** The customer whom staff see the portal as: they cannot act. */
  seenAs?: string;
  sync: Sync;
  /** ISO: check the provider for changes since then. Null while the last reading is recent. */
  checkSince: string | null;
  act: ActOnTicketAction;
  setCollaborators: SetCollaborators;
  /** Absent for readers. */
  markSensitive?: MarkSensitive;
  /** Only for the person who filed it. */
  setPrivacy?: SetPrivacy;
  /** Absent for readers. */
  resend?: ResendCommand;
  decisionHandler?: DecisionHandler;
  /** Null if the ticket takes no reply, even after it is reopened. */
  reply: Pick<
    ReplyFormProps,
    "userId" | "userName" | "formKey" | "box" | "fileTexts" | "send" | "returned" | "problem"
  > | null;
  /** Idempotency keys of the commands on this page. */
  formKeys: Record<ActOnTicket | "continue" | "collaborators", string>;
  /** Opens the box that continues a closed ticket. */
  isContinued: boolean;
}
