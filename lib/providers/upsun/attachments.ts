import { base64Encode, joinBody, type StreamedBody } from "@/lib/http/streamed-body";

import type { OutgoingFile } from "../contract";

/** `attachments: [{filename, data}]`, base64-encoded while it is sent. */
export function withAttachments(body: object, files: readonly OutgoingFile[]): StreamedBody {
  const rest = JSON.stringify(body).slice(1, -1);
  const attachments = files.flatMap((file, index) => [
    `${index > 0 ? "," : ""}{"filename":${JSON.stringify(file.filename)},"data":"`,
    base64Encode({ length: file.size, pieces: () => file.pieces() }),
    '"}',
  ]);
  return joinBody([`{${rest}${rest ? "," : ""}"attachments":[`, ...attachments, "]}"]);
}
