const PURPOSE_HEADERS = ["sec-purpose", "purpose", "x-purpose", "x-moz"];

export function isSpeculativeRequest(headers: Headers): boolean {
  return PURPOSE_HEADERS.some((name) =>
    /prefetch|prerender|preview/i.test(headers.get(name) ?? ""),
  );
}
