const PURPOSE_HEADERS = ["sec-purpose", "purpose", "x-purpose", "x-moz"];

/** True for what a browser fetches ahead of a click that may never come. */
export function isSpeculativeRequest(headers: Headers): boolean {
  return PURPOSE_HEADERS.some((name) =>
    /prefetch|prerender|preview/i.test(headers.get(name) ?? ""),
  );
}
