import { countPersonUse } from "../../auth/limits/person-rates";
import type { Viewer } from "../../auth/types";
import { AppError } from "../../errors";
import { ContentType } from "../../files/content-type";
import { PREVIEW_TYPES } from "../../files/rules";
import { isId } from "../../ids";
import {
  attachmentsInSight,
  isOwnTicket,
  isWithheld,
  openAttachment,
} from "./readable-attachments";

const MAX_PREVIEW_BYTES = 8 * 1024 * 1024;
/** Enough to recognize an image. */
const HEAD_BYTES = 4_100;

export interface PreviewImage {
  bytes: Uint8Array<ArrayBuffer>;
  /** By its content, whatever the provider says. */
  mimeType: string;
}

/**
 * Returns an image of a ticket, for members of its organization. Throws `not_found` for other people,
 * other content and images over 8 MB, and `throttled`.
 */
export async function previewAttachment(
  viewer: Viewer,
  attachmentId: string,
): Promise<PreviewImage> {
  if (!isId(attachmentId)) throw new AppError("not_found");
  const row = await attachmentsInSight(viewer)
    .where("a.id", "=", attachmentId)
    .where("a.removed_at", "is", null)
    .where(isOwnTicket(viewer))
    .where((eb) => eb.not(isWithheld(viewer)))
    .executeTakeFirst();
  if (!row) throw new AppError("not_found");
  await countPersonUse(viewer, "preview");
  // A preview never uses up what people need for their own acts.
  const { body, contentLength } = await openAttachment(row, { background: true });
  if (contentLength !== null && contentLength > MAX_PREVIEW_BYTES) {
    await body.cancel();
    throw new AppError("not_found");
  }
  return readImage(body);
}

async function readImage(body: ReadableStream<Uint8Array>): Promise<PreviewImage> {
  const content = new ContentType();
  const pieces: Uint8Array[] = [];
  let length = 0;
  let mimeType: string | null = null;
  const recognize = async () => {
    mimeType = await content.result();
    if (!PREVIEW_TYPES.has(mimeType)) throw new AppError("not_found");
  };
  // Throwing ends the download.
  for await (const piece of body) {
    length += piece.length;
    if (length > MAX_PREVIEW_BYTES) throw new AppError("not_found");
    pieces.push(piece);
    if (mimeType !== null) continue;
    content.add(piece);
    if (length >= HEAD_BYTES) await recognize();
  }
  if (mimeType === null) await recognize();
  return { bytes: new Uint8Array(Buffer.concat(pieces)), mimeType: mimeType ?? "" };
}
