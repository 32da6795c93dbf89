import { hash } from "node:crypto";

import type { Viewer } from "../../auth/types";
import { AppError } from "../../errors";
import { type Message, message, renderMessage } from "../../i18n/message";
import { textsOf } from "../../i18n/texts";
import { findProvider } from "../../providers/registry";
import { toStorableFileName } from "../../text/file-name";
import { fileSizeMessage } from "../../text/format-bytes";
import {
  attachmentsInSight,
  isWithheld,
  openAttachment,
} from "../../tickets/files/readable-attachments";

const MAX_FILES = 200;
const MAX_FILE_BYTES = 32 * 1024 * 1024;
const MAX_TOTAL_BYTES = 256 * 1024 * 1024;

/** The files and bytes that still fit into an archive. */
export interface FilesLeft {
  files: number;
  bytes: number;
}

export const filesLeft = (): FilesLeft => ({ files: MAX_FILES, bytes: MAX_TOTAL_BYTES });

export interface CaseAttachment {
  name: string;
  bytes: Uint8Array;
}

/** A file of the ticket as the case file lists it, with its bytes or why they are not there. */
interface AttachmentRow {
  id: string;
  externalId: string;
  messageExternalId: string | null;
  filename: string | null;
  mimeType: string | null;
  changedAt: Date | null;
  removedAt: Date | null;
  file: string | null;
  bytes: number | null;
  sha256: string | null;
  notIncluded: string | null;
}

/**
 * Downloads one file after another. Each is read as a whole, so that a download that fails leaves
 * out a file and does not break the archive.
 */
export async function* caseAttachments(
  viewer: Viewer,
  ticketId: string,
  rows: AttachmentRow[],
  left: FilesLeft,
): AsyncGenerator<CaseAttachment> {
  const t = textsOf(viewer.language);
  for (const [index, source] of (await attachmentsOf(viewer, ticketId)).entries()) {
    const { id, externalId, messageExternalId, filename, mimeType, changedAt, removedAt } = source;
    const facts = { id, externalId, messageExternalId, filename, mimeType, changedAt, removedAt };
    const found = leftOut(source, left) ?? (await download(source, left.bytes));
    if (!(found instanceof Uint8Array)) {
      const notIncluded = renderMessage(t, found);
      rows.push({ ...facts, file: null, bytes: null, sha256: null, notIncluded });
      continue;
    }
    left.bytes -= found.length;
    left.files -= 1;
    const number = String(index + 1).padStart(3, "0");
    const name = `files/${number}-${toStorableFileName(filename ?? "")}`;
    const sha256 = hash("sha256", found, "hex");
    rows.push({ ...facts, file: name, bytes: found.length, sha256, notIncluded: null });
    yield { name, bytes: found };
  }
}

function attachmentsOf(viewer: Viewer, ticketId: string) {
  return attachmentsInSight(viewer)
    .innerJoin("connection as c", "c.id", "t.connection_id")
    .select((eb) => [
      "a.id",
      "c.provider",
      "a.changed_at as changedAt",
      "a.removed_at as removedAt",
      eb.case().when(isWithheld(viewer)).then(true).else(false).end().as("isWithheld"),
    ])
    .where("a.ticket_id", "=", ticketId)
    .orderBy("a.id")
    .execute();
}

type Source = Awaited<ReturnType<typeof attachmentsOf>>[number];

function leftOut(file: Source, left: FilesLeft): Message | null {
  if (file.isWithheld) return message("archive.encrypted");
  if (file.removedAt) return message("archive.removed");
  const link = findProvider(file.provider)?.fileLink?.(file);
  if (link) return message("archive.elsewhere", { link });
  return left.files <= 0 ? message("archive.tooMany", { most: MAX_FILES }) : null;
}

/** Returns the bytes, or why they cannot be had. */
async function download(file: Source, left: number): Promise<Uint8Array | Message> {
  const limit = Math.min(left, MAX_FILE_BYTES);
  const tooLarge = message("caseFile.tooLarge", { limit: fileSizeMessage(limit) });
  try {
    const { body, contentLength } = await openAttachment(file);
    const reader = body.getReader();
    const parts: Uint8Array[] = [];
    let size = contentLength ?? 0;
    if (size <= limit) size = 0;
    for (let read = await reader.read(); !read.done && size <= limit; read = await reader.read()) {
      size += read.value.length;
      parts.push(read.value);
    }
    if (size <= limit) return Buffer.concat(parts);
    await reader.cancel();
    return tooLarge;
  } catch (error) {
    return error instanceof AppError ? error.text : message("caseFile.downloadFailed");
  }
}
