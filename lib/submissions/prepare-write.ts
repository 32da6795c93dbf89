import { AppError } from "../errors";
import { message } from "../i18n/message";
import type { TicketSnapshot } from "../providers/contract";
import { confirmSentWithTicket } from "./files/confirm-attachments";
import { outgoingFile } from "./files/upload-file";
import { filesOf } from "./outcome";
import { withReference } from "./reference";
import { messageOf } from "./sealed-message";
import { externalIdOf, notOffered, type StepContext } from "./step-context";
import {
  collaboratorChange,
  isEncrypted,
  type SubmissionKind,
  type SubmissionRow,
} from "./submission";

interface WriteResult {
  snapshot: TicketSnapshot | null;
  /** Id of a new ticket, or of a reply's message. */
  externalId: string | null;
  ticketExternalId: string | null;
}

/** `send` makes one call, with `bytes` bytes of files. */
interface PreparedWrite {
  send: () => Promise<WriteResult>;
  bytes?: number;
}

export const prepareWrite: Record<
  SubmissionKind,
  (context: StepContext) => Promise<PreparedWrite>
> = {
  async create({ open, row, tracker }) {
    const parsed = open.provider.form.schema.safeParse(row.payload);
    if (!parsed.success) throw new AppError("invalid");
    const values = { ...row.payload, message: withReference(typedMessage(row), row.reference) };
    const waiting =
      open.provider.form.files?.way === "with-ticket"
        ? await filesOf(row.id, ["waiting", "sending"])
        : [];
    const files = waiting.map(outgoingFile);
    const continues =
      row.continues_ticket_id === null
        ? undefined
        : await externalIdOf({ ticket_id: row.continues_ticket_id });
    const send = async () => {
      const snapshot = await open.session.fileTicket(values, {
        ...(files.length > 0 ? { files } : {}),
        ...(continues ? { continues } : {}),
      });
      // A later failure in our database must not look like an unsent ticket.
      tracker.accepted();
      if (files.length > 0) await confirmSentWithTicket(row.id);
      return { snapshot, externalId: snapshot.externalId, ticketExternalId: snapshot.externalId };
    };
    return { send, bytes: waiting.reduce((sum, file) => sum + file.size, 0) };
  },
  async reply({ open, row }) {
    const externalId = await externalIdOf(row);
    const text = withReference(typedMessage(row), row.reference);
    const send = async () => {
      if (!open.session.reply) throw notOffered(open);
      return {
        snapshot: null,
        externalId: await open.session.reply(externalId, {
          message: text,
          encrypted: isEncrypted(row),
        }),
        ticketExternalId: externalId,
      };
    };
    return { send };
  },
  close: (context) => act(context, "close"),
  reopen: (context) => act(context, "reopen"),
  solve: (context) => act(context, "solve"),
  async collaborators({ open, row }) {
    const externalId = await externalIdOf(row);
    const { add, remove } = collaboratorChange(row);
    // Read again, so that people added since then stay.
    const current = await open.session.readTicket(externalId);
    if (!current) throw new AppError("provider_not_found");
    const ids = [...new Set([...current.collaboratorIds, ...add])].filter(
      (id) => !remove.includes(id),
    );
    const send = async () => {
      if (!open.session.setCollaborators) throw notOffered(open);
      const snapshot = await open.session.setCollaborators(externalId, ids);
      return { snapshot, externalId: null, ticketExternalId: externalId };
    };
    return { send };
  },
};

async function act(
  { open, row }: StepContext,
  action: "close" | "reopen" | "solve",
): Promise<PreparedWrite> {
  const externalId = await externalIdOf(row);
  const send = async () => {
    if (!open.session.act) throw notOffered(open);
    return {
      snapshot: await open.session.act(externalId, action),
      externalId: null,
      ticketExternalId: externalId,
    };
  };
  return { send };
}

/** An empty message is a defect of ours and is not sent. */
function typedMessage(row: SubmissionRow): string {
  const typed = messageOf(row);
  if (typed.trim() === "") throw new AppError("invalid", { text: message("submission.textGone") });
  return typed;
}
