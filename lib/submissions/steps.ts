import { sql } from "../db/sql";
import { AppError, errorTraits, isAppError } from "../errors";
import { checkFile, filePieces } from "../files/file-bytes";
import { log } from "../log";
import type { OpenConnection } from "../mirror/connection/open-connection";
import { storeSnapshot } from "../mirror/read-ticket";
import type { OutgoingFile, TicketSnapshot } from "../providers/contract";
import {
  attachmentMessageText,
  confirmFromMirror,
  confirmSentWithTicket,
} from "./files/confirm-attachments";
import { takeTransferSlot } from "./files/transfer-slot";
import { type Lease, LeaseLost } from "./lease";
import { filesOf, recordFileState, settleStep, type SubmissionFileRow } from "./outcome";
import { withReference } from "./reference";
import {
  collaboratorChange,
  isEncrypted,
  messageOf,
  type SubmissionKind,
  type SubmissionRow,
  type SubmissionStep,
} from "./submission";
import { claimTicket } from "./ticket-claim";
import type { WriteTracker } from "./write-tracker";

export interface StepContext {
  lease: Lease;
  row: SubmissionRow;
  open: OpenConnection;
  tracker: WriteTracker;
}

/** Takes one step and returns the row at the next step, or sent. Throws provider errors, LeaseLost. */
export async function takeStep(context: StepContext): Promise<SubmissionRow> {
  // At every step, as another submission may have the ticket by now.
  await claimTicket(context.lease, context.row, context.open.provider);
  return steps[context.row.step](context);
}

const steps: Record<SubmissionStep, (context: StepContext) => Promise<SubmissionRow>> = {
  async reopen(context) {
    const { open, row } = context;
    const externalId = await externalIdOf(row);
    if (!open.session.act) throw notOffered(open);
    // It may be open already, also by an earlier attempt of ours.
    const current = await open.session.readTicket(externalId);
    if (current && open.provider.continueBy(current.status) === null)
      return settleStep(context.lease, row, { ticketId: await storeSnapshot(open, current) });
    await beginWrite(context);
    const answer = await open.session.act(externalId, "reopen");
    context.tracker.accepted();
    if (answer) await storeSnapshot(open, answer);
    return settleStep(context.lease, row, { requestId: open.lastRequestId() });
  },

  async write(context) {
    const { lease, open, row } = context;
    const { send, bytes } = await writes[row.kind](context);
    const release = await takeTransferSlot(bytes ?? 0);
    const { snapshot, externalId, ticketExternalId } = await beginWrite(context)
      .then(send)
      .finally(release);
    context.tracker.accepted();
    const whole =
      snapshot && !snapshot.complete
        ? await open.session.readTicket(snapshot.externalId).catch(() => null)
        : snapshot;
    const stored = whole ?? snapshot;
    const ticketId = stored ? await storeSnapshot(open, stored) : row.ticket_id;
    const settled = await settleStep(lease, row, {
      ticketId,
      externalId,
      requestId: open.lastRequestId(),
    });
    if (!stored && settled.state === "sent" && ticketExternalId)
      await bestEffort(row.id, () => readBack(context, ticketExternalId));
    return settled;
  },

  async files(context) {
    const { lease, open, row } = context;
    const externalId = await externalIdOf(row);
    for (const file of await filesOf(row.id, ["waiting", "sending"])) {
      // Its upload was interrupted and may have arrived; a second one could duplicate the file.
      if (file.state === "sending") await recordFileState(lease, file.id, "unsure");
      else await uploadOne(context, externalId, file);
    }
    return settleStep(lease, row, { requestId: open.lastRequestId() });
  },

  async attach_message(context) {
    const { lease, open, row } = context;
    const externalId = await externalIdOf(row);
    const files = await filesOf(row.id, ["uploaded", "unsure"]);
    if (!open.session.reply) throw notOffered(open);
    const message = withReference(attachmentMessageText(files), row.files_reference);
    await beginWrite(context);
    const messageId = await open.session.reply(externalId, {
      message,
      encrypted: isEncrypted(row),
    });
    context.tracker.accepted();
    const snapshot = await open.session.readTicket(externalId).catch(() => null);
    if (snapshot) await storeSnapshot(open, snapshot);
    const settled = await settleStep(lease, row, {
      requestId: open.lastRequestId(),
      attachMessageId: messageId,
    });
    if (snapshot) await bestEffort(row.id, () => confirmFromMirror(row.id, row.ticket_id));
    return settled;
  },
};

interface WriteResult {
  snapshot: TicketSnapshot | null;
  /** The id that the submission keeps: of a new ticket, or of a reply's message. */
  externalId: string | null;
  ticketExternalId: string | null;
}

/** A prepared write: `send` makes the one call, with this many bytes of files. */
interface PreparedWrite {
  send: () => Promise<WriteResult>;
  bytes?: number;
}

/** Prepares the write of each kind of submission. */
const writes: Record<SubmissionKind, (context: StepContext) => Promise<PreparedWrite>> = {
  async create({ open, row, tracker }) {
    const parsed = open.provider.form.schema.safeParse(row.payload);
    if (!parsed.success) throw new AppError("invalid");
    const values = { ...row.payload, message: withReference(typedMessage(row), row.reference) };
    const waiting =
      open.provider.form.files?.way === "with-ticket"
        ? await filesOf(row.id, ["waiting", "sending"])
        : [];
    const files = waiting.map(outgoing);
    const continues =
      row.continues_ticket_id === null
        ? undefined
        : await externalIdOf({ ticket_id: row.continues_ticket_id });
    const send = async () => {
      const snapshot = await open.session.fileTicket(values, {
        ...(files.length > 0 ? { files } : {}),
        ...(continues ? { continues } : {}),
      });
      // A failure in our database after this must not look like an unsent ticket.
      tracker.accepted();
      if (files.length > 0) await confirmSentWithTicket(row.id);
      return { snapshot, externalId: snapshot.externalId, ticketExternalId: snapshot.externalId };
    };
    return { send, bytes: waiting.reduce((sum, file) => sum + file.size, 0) };
  },
  async reply({ open, row }) {
    const externalId = await externalIdOf(row);
    const message = withReference(typedMessage(row), row.reference);
    const send = async () => {
      if (!open.session.reply) throw notOffered(open);
      return {
        snapshot: null,
        externalId: await open.session.reply(externalId, { message, encrypted: isEncrypted(row) }),
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
    // Read again: people who were added since the list was shown stay.
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

/** Returns the message as typed. An empty one is a defect of ours and is not sent. */
function typedMessage(row: SubmissionRow): string {
  const message = messageOf(row);
  if (message.trim() === "")
    throw new AppError("invalid", {
      message: "The text of this message is no longer stored. Write it again.",
    });
  return message;
}

/** Records that the write may arrive from here on, whatever happens to this process. */
async function beginWrite({ lease, tracker }: StepContext): Promise<void> {
  await lease.write("step_begun_at = now(), sending_at = now()");
  tracker.begin();
}

async function uploadOne(
  context: StepContext,
  externalId: string,
  file: SubmissionFileRow,
): Promise<void> {
  const { lease, open, tracker } = context;
  if (!open.session.upload) throw notOffered(open);
  // Checked before the upload is recorded: an unreadable file was never sent.
  const damage: unknown = await checkFile(file.id).then(
    () => null,
    (error: unknown) => error,
  );
  if (damage !== null) {
    if (isAppError(damage)) return recordFileState(lease, file.id, "refused", damage.message);
    throw damage;
  }
  const release = await takeTransferSlot(file.size);
  try {
    await recordFileState(lease, file.id, "sending");
    tracker.begin();
    await open.session.upload(externalId, outgoing(file));
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    if (isAppError(error) && errorTraits(error.code).concernsOneFile)
      return recordFileState(
        lease,
        file.id,
        "refused",
        error.fieldErrors?.attachments ?? error.message,
      );
    if (tracker.mayHaveArrived(error)) return recordFileState(lease, file.id, "unsure");
    await recordFileState(lease, file.id, "waiting");
    throw error;
  } finally {
    tracker.end();
    release();
  }
  await recordFileState(lease, file.id, "uploaded");
}

function outgoing(file: SubmissionFileRow): OutgoingFile {
  return {
    filename: file.filename,
    mimeType: file.mime_type ?? "application/octet-stream",
    size: file.size,
    check: () => checkFile(file.id),
    pieces: () => filePieces(file.id),
  };
}

/** Logs a failure after a step was settled; the next sweep reads what is missing. */
async function bestEffort(submissionId: string, action: () => Promise<void>): Promise<void> {
  await action().catch((error: unknown) =>
    log.warn({ err: error, submissionId }, "not read back after sending"),
  );
}

async function readBack({ open, row }: StepContext, externalId: string): Promise<void> {
  const snapshot = await open.session.readTicket(externalId).catch(() => null);
  if (!snapshot) return;
  await storeSnapshot(open, snapshot);
  if (row.kind === "reply") await confirmFromMirror(row.id, row.ticket_id);
}

async function externalIdOf(row: Pick<SubmissionRow, "ticket_id">): Promise<string> {
  const [ticket] = await sql<{ external_id: string }>(
    "SELECT external_id FROM ticket WHERE id = $1",
    [row.ticket_id],
  );
  if (!ticket)
    throw new AppError("not_found", { message: "The ticket is no longer in the portal." });
  return ticket.external_id;
}

function notOffered(open: OpenConnection): AppError {
  return new AppError("provider_forbidden", {
    message: `${open.provider.name} does not offer this.`,
  });
}
