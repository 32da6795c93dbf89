import { errorTraits } from "../../error-codes";
import { type AppError, isAppError } from "../../errors";
import { checkFile, filePieces } from "../../files/file-bytes";
import { message } from "../../i18n/message";
import { toStoredText } from "../../i18n/stored-text";
import type { OutgoingFile } from "../../providers/contract";
import { LeaseLost } from "../lease";
import { recordFileState, type SubmissionFileRow } from "../outcome";
import { notOffered, type StepContext } from "../step-context";
import { takeTransferSlot } from "./transfer-slot";

export async function uploadFile(
  context: StepContext,
  externalId: string,
  file: SubmissionFileRow,
): Promise<void> {
  const { lease, open, tracker } = context;
  if (!open.session.upload) throw notOffered(open);
  // Before the upload is recorded: an unreadable file was never sent.
  const damage: unknown = await checkFile(file.id).then(
    () => null,
    (error: unknown) => error,
  );
  if (damage !== null) {
    if (isAppError(damage)) return recordFileState(lease, file.id, "refused", toStoredText(damage));
    throw damage;
  }
  const release = await takeTransferSlot(file.size);
  try {
    await recordFileState(lease, file.id, "sending");
    tracker.begin();
    await open.session.upload(externalId, outgoingFile(file));
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    if (isAppError(error) && errorTraits(error.code).concernsOneFile)
      return recordFileState(
        lease,
        file.id,
        "refused",
        toStoredText(aboutFile(error, open.provider.name)),
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

/** Prefers the provider's error about the file itself. No other field can be at fault. */
function aboutFile(
  { code, text, words, fieldErrors }: AppError,
  name: string,
): Parameters<typeof toStoredText>[0] {
  const own = fieldErrors?.attachments;
  if (own === undefined)
    return {
      text: code === "provider_invalid" ? message("fileRefusal.byProvider", { name }) : text,
      words,
    };
  return typeof own === "string" ? { text, words: own } : { text: own };
}

export function outgoingFile(file: SubmissionFileRow): OutgoingFile {
  return {
    filename: file.filename,
    mimeType: file.mime_type ?? "application/octet-stream",
    size: file.size,
    check: () => checkFile(file.id),
    pieces: () => filePieces(file.id),
  };
}
