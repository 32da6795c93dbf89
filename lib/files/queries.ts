import type { Viewer } from "../auth/types";
import { sql } from "../db/sql";
import { AppError } from "../errors";
import type { DraftKey } from "./draft-key";
import { bytesOf } from "./file-bytes";
import { draftFiles, fileView, type OutgoingFileRow } from "./file-rows";
import { PREVIEW_TYPES } from "./schemas";
import type { OutgoingFileView } from "./types";

export async function filesAt(viewer: Viewer, key: DraftKey): Promise<OutgoingFileView[]> {
  return (await draftFiles(viewer.userId, key)).map(fileView);
}

export interface FilePreview {
  bytes: Uint8Array<ArrayBuffer>;
  mimeType: string;
  filename: string;
}

/** Own uploads only. Throws not_found for any other file. */
export async function filePreview(viewer: Viewer, fileId: string): Promise<FilePreview> {
  const [file] = await sql<OutgoingFileRow>(
    `SELECT *
       FROM outgoing_file
      WHERE id = $1
        AND user_id = $2
        AND state <> 'receiving'
        AND erased_at IS NULL`,
    [fileId, viewer.userId],
  );
  if (!file?.mime_type || !PREVIEW_TYPES.has(file.mime_type)) throw new AppError("not_found");
  return { bytes: await bytesOf(file), mimeType: file.mime_type, filename: file.filename };
}
