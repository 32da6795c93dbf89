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

/** What a step works with. */
export interface StepContext {
  lease: Lease;
  row: SubmissionRow;
  open: OpenConnection;
  watch: WriteTracker;
}

/** Takes one step and returns the row as it then stands: at the next step, or sent. Throws what the provider or the lease throws. */
export async function takeStep(work: StepContext): Promise<SubmissionRow> {
  // At each step, not only when it is taken up: another one may have the ticket by now.
  await claimTicket(work.lease, work.row, work.open.provider);
  return steps[work.row.step](work);
}

const steps: Record<SubmissionStep, (work: StepContext) => Promise<SubmissionRow>> = {
  async reopen(work) {
    const { open, row } = work;
    const externalId = await externalIdOf(row);
    if (!open.session.act) throw notOffered(open);
    // Somebody else may have opened it meanwhile, or an earlier attempt of ours.
    const standing = await open.session.readTicket(externalId);
    if (standing && open.provider.continueBy(standing.status) === null)
      return settleStep(work.lease, row, { ticketId: await storeSnapshot(open, standing) });
    await beginWrite(work);
    const answer = await open.session.act(externalId, "reopen");
    work.watch.accepted();
    if (answer) await storeSnapshot(open, answer);
    return settleStep(work.lease, row, { requestId: open.lastRequestId() });
  },

  async write(work) {
    const { lease, open, row } = work;
    const { send, bytes } = await writes[row.kind](work);
    const release = await takeTransferSlot(bytes ?? 0);
    const { snapshot, externalId, ticketExternalId } = await beginWrite(work)
      .then(send)
      .finally(release);
    work.watch.accepted();
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
      await bestEffort(row.id, () => readBack(work, ticketExternalId));
    return settled;
  },

  async files(work) {
    const { lease, open, row } = work;
    const externalId = await externalIdOf(row);
    for (const file of await filesOf(row.id, ["waiting", "sending"])) {
      // Left behind in the middle: it may be there already, and a second upload would be a second file. The ticket will tell.
      if (file.state === "sending") await recordFileState(lease, file.id, "unsure");
      else await uploadOne(work, externalId, file);
    }
    return settleStep(lease, row, { requestId: open.lastRequestId() });
  },

  async attach_message(work) {
    const { lease, open, row } = work;
    const externalId = await externalIdOf(row);
    const files = await filesOf(row.id, ["uploaded", "unsure"]);
    if (!open.session.reply) throw notOffered(open);
    const message = withReference(attachmentMessageText(files), row.files_reference);
    await beginWrite(work);
    const messageId = await open.session.reply(externalId, {
      message,
      encrypted: isEncrypted(row),
    });
    work.watch.accepted();
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

interface Written {
  snapshot: TicketSnapshot | null;
  /** What the submission keeps: of a new ticket its id, of a reply the message's. */
  externalId: string | null;
  ticketExternalId: string | null;
}

/** A write that is ready: `send` makes the one call, which carries so many bytes of files. */
interface Prepared {
  send: () => Promise<Written>;
  bytes?: number;
}

/** How each kind of submission reaches the provider: everything is made ready first. */
const writes: Record<SubmissionKind, (work: StepContext) => Promise<Prepared>> = {
  async create({ open, row, watch }) {
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
      // Whatever fails in our database after this must not look as if nothing had been sent.
      watch.accepted();
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
  close: (work) => act(work, "close"),
  reopen: (work) => act(work, "reopen"),
  solve: (work) => act(work, "solve"),
  async collaborators({ open, row }) {
    const externalId = await externalIdOf(row);
    const { add, remove } = collaboratorChange(row);
    // Asked anew: somebody else may have been added since the list was shown, and stays.
    const standing = await open.session.readTicket(externalId);
    if (!standing) throw new AppError("provider_not_found");
    const wanted = [...new Set([...standing.collaboratorIds, ...add])].filter(
      (id) => !remove.includes(id),
    );
    const send = async () => {
      if (!open.session.setCollaborators) throw notOffered(open);
      const snapshot = await open.session.setCollaborators(externalId, wanted);
      return { snapshot, externalId: null, ticketExternalId: externalId };
    };
    return { send };
  },
};

async function act(
  { open, row }: StepContext,
  action: "close" | "reopen" | "solve",
): Promise<Prepared> {
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

/** What the person typed; a message without words is a defect of ours and is not sent. */
function typedMessage(row: SubmissionRow): string {
  const message = messageOf(row);
  if (message.trim() === "")
    throw new AppError("invalid", {
      message: "The text of this message is no longer stored. Write it again.",
    });
  return message;
}

/** From here on the write may have arrived, whatever happens to this process. */
async function beginWrite({ lease, watch }: StepContext): Promise<void> {
  await lease.write("step_begun_at = now(), sending_at = now()");
  watch.begin();
}

async function uploadOne(
  work: StepContext,
  externalId: string,
  file: SubmissionFileRow,
): Promise<void> {
  const { lease, open, watch } = work;
  if (!open.session.upload) throw notOffered(open);
  // Read before anything is marked: a file that cannot be read here has not been sent anywhere.
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
    watch.begin();
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
    if (watch.mayHaveArrived(error)) return recordFileState(lease, file.id, "unsure");
    await recordFileState(lease, file.id, "waiting");
    throw error;
  } finally {
    watch.end();
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

/** After a step is settled nothing may unsettle it: what fails here is read by the next sweep. */
async function bestEffort(submissionId: string, work: () => Promise<void>): Promise<void> {
  await work().catch((error: unknown) =>
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
