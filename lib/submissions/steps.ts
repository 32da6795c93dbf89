import { now } from "../db/expressions";
import { log } from "../log";
import { storeSnapshot } from "../mirror/read-ticket";
import { attachmentMessageText, confirmFromMirror } from "./files/confirm-attachments";
import { takeTransferSlot } from "./files/transfer-slot";
import { uploadFile } from "./files/upload-file";
import { filesOf, recordFileState, settleStep } from "./outcome";
import { prepareWrite } from "./prepare-write";
import { privateOwner } from "./privacy/private-submission";
import { withReference } from "./reference";
import { externalIdOf, notOffered, type StepContext } from "./step-context";
import { isEncrypted, type SubmissionRow, type SubmissionStep } from "./submission";
import { claimTicket } from "./ticket-claim";

/** Returns the row at the next step, or sent. Throws provider errors, LeaseLost. */
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
    const current = await open.session.readTicket(externalId, { fieldsOnly: true });
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
    const { send, bytes } = await prepareWrite[row.kind](context);
    const privateTo = row.kind === "create" ? await privateOwner(row.id) : null;
    const release = await takeTransferSlot(bytes ?? 0);
    const { snapshot, externalId, ticketExternalId, filesInCall } = await beginWrite(context)
      .then(send)
      .finally(release);
    // A later failure in our database must not look like an unsent write.
    context.tracker.accepted();
    const whole =
      snapshot && !snapshot.complete
        ? await open.session.readTicket(snapshot.externalId).catch(() => null)
        : snapshot;
    const stored = whole ?? snapshot;
    const ticketId = stored
      ? await storeSnapshot(open, stored, undefined, privateTo)
      : row.ticket_id;
    const settled = await settleStep(lease, row, {
      ticketId,
      externalId,
      requestId: open.lastRequestId(),
      filesInCall,
      attachMessageId: filesInCall && row.kind === "reply" ? externalId : null,
    });
    if (!stored && settled.state === "sent" && ticketExternalId)
      await bestEffort(row.id, () => readBack(context, ticketExternalId));
    return settled;
  },

  async files(context) {
    const { lease, open, row } = context;
    const externalId = await externalIdOf(row);
    for (const file of await filesOf(row.id, ["waiting", "sending"])) {
      // An interrupted upload may have arrived; a second one could duplicate the file.
      if (file.state === "sending") await recordFileState(lease, file.id, "unsure");
      else await uploadFile(context, externalId, file);
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

/** The write may arrive from here on, whatever happens to this process. */
async function beginWrite({ lease, tracker }: StepContext): Promise<void> {
  await lease.write({ step_begun_at: now(), sending_at: now() });
  tracker.begin();
}

/** The next sweep reads what is missing. */
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
