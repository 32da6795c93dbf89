import { AppError } from "../errors";
import { message } from "../i18n/message";
import { connectionCan } from "../mirror/connection/connection-can";
import type { OutgoingFile, TicketSnapshot } from "../providers/contract";
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
  /** The call carried the submission's files. */
  filesInCall?: boolean;
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
  async create(context) {
    const { open, row } = context;
    const parsed = open.provider.form.schema.safeParse(row.payload);
    if (!parsed.success) throw new AppError("invalid");
    const values = { ...row.payload, message: withReference(typedMessage(row), row.reference) };
    const { files, bytes } = await filesInCall(context);
    const continues =
      row.continues_ticket_id === null
        ? undefined
        : await externalIdOf({ ticket_id: row.continues_ticket_id });
    const send = async () => {
      const snapshot = await open.session.fileTicket(values, {
        ...(files.length > 0 ? { files } : {}),
        ...(continues ? { continues } : {}),
      });
      return {
        snapshot,
        externalId: snapshot.externalId,
        ticketExternalId: snapshot.externalId,
        filesInCall: files.length > 0,
      };
    };
    return { send, bytes };
  },
  async reply(context) {
    const { open, row } = context;
    const { files, bytes } = await filesInCall(context);
    await assertCanReply(context, files.length > 0);
    const externalId = await externalIdOf(row);
    const text = withReference(typedMessage(row), row.reference);
    const send = async () => {
      if (!open.session.reply) throw notOffered(open);
      return {
        snapshot: null,
        externalId: await open.session.reply(externalId, {
          message: text,
          encrypted: isEncrypted(row),
          ...(files.length > 0 ? { files } : {}),
        }),
        ticketExternalId: externalId,
        filesInCall: files.length > 0,
      };
    };
    return { send, bytes };
  },
  close: (context) => act(context, "close"),
  reopen: (context) => act(context, "reopen"),
  solve: (context) => act(context, "solve"),
  async collaborators({ open, row }) {
    const externalId = await externalIdOf(row);
    const { add, remove } = collaboratorChange(row);
    // Read again, so that people added since then stay.
    const current = await open.session.readTicket(externalId, { fieldsOnly: true });
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

/** Replies may have become impossible since this one was accepted. */
async function assertCanReply({ open, row }: StepContext, hasFiles: boolean): Promise<void> {
  const { name } = open.provider;
  if (!(await connectionCan(row.connection_id, "reply")))
    throw new AppError("provider_forbidden", { text: message("submission.cannotReply", { name }) });
  if (!hasFiles || (await connectionCan(row.connection_id, "attach_reply"))) return;
  const text = message("fileRefusal.noFilesWithReply", { provider: name });
  throw new AppError("provider_forbidden", { text, fieldErrors: { attachments: text } });
}

/** Checked before anything is sent; throws for damaged files. Empty where files are pinned. */
async function filesInCall({
  open,
  row,
}: StepContext): Promise<{ files: OutgoingFile[]; bytes: number }> {
  if (open.provider.form.files?.way !== "in-call") return { files: [], bytes: 0 };
  const files = (await filesOf(row.id, ["waiting", "sending"])).map(outgoingFile);
  for (const file of files) await file.check();
  return { files, bytes: files.reduce((sum, file) => sum + file.size, 0) };
}

/** An empty message is a defect of ours and is not sent. */
function typedMessage(row: SubmissionRow): string {
  const typed = messageOf(row);
  if (typed.trim() === "") throw new AppError("invalid", { text: message("submission.textGone") });
  return typed;
}
