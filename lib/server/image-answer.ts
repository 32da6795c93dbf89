interface Image {
  bytes: Uint8Array<ArrayBuffer>;
  /** By its content. */
  mimeType: string;
}

/** Answers with an image for pages of this portal. Opened as a page of its own, it is sandboxed. */
export function imageAnswer({ bytes, mimeType }: Image, cacheControl: string): Response {
  return new Response(bytes, {
    headers: {
      "content-type": mimeType,
      "content-length": String(bytes.length),
      "content-disposition": "inline",
      "content-security-policy": "sandbox; default-src 'none'",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "cache-control": cacheControl,
      vary: "cookie",
    },
  });
}
