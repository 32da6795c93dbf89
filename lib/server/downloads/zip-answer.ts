import "server-only";

import { contentDisposition } from "../../text/file-name";

/** An archive to save: no browser opens it in the portal's name, or keeps it. */
export function zipAnswer({
  filename,
  body,
}: {
  filename: string;
  body: ReadableStream<Uint8Array>;
}): Response {
  return new Response(body, {
    headers: {
      "content-type": "application/zip",
      "content-disposition": contentDisposition(filename),
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    },
  });
}
