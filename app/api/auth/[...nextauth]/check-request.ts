import { NextRequest } from "next/server";

import { AppError } from "@/lib/errors";
import { message } from "@/lib/i18n/message";
import { BODY_LIMITS } from "@/lib/server/body-limits";
import { readBytes } from "@/lib/server/request-body";

/** Throws `invalid` or `too_large`. */
export async function checkAuthRequest(request: NextRequest): Promise<NextRequest> {
  // next-auth answers a GET of the password callback with 500.
  const isCallback = request.nextUrl.pathname.endsWith("/callback/credentials");
  if (isCallback && request.method !== "POST") {
    throw new AppError("invalid", { text: message("errors.notJson") });
  }
  assertWebAddress(request.nextUrl.searchParams.get("callbackUrl"));
  if (request.method !== "POST") return request;
  const body = await readBytes(request, BODY_LIMITS.signIn);
  if (body.length === 0) return request;
  assertWebAddress(callbackIn(request.headers.get("content-type") ?? "", body));
  // The announced length may be wrong.
  const headers = new Headers(request.headers);
  headers.set("content-length", String(body.length));
  return new NextRequest(request.url, { method: "POST", headers, body });
}

function callbackIn(contentType: string, body: Uint8Array): unknown {
  const text = new TextDecoder().decode(body);
  if (contentType.includes("application/x-www-form-urlencoded")) {
    return new URLSearchParams(text).get("callbackUrl");
  }
  if (!contentType.includes("application/json")) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw new TypeError();
    return "callbackUrl" in value ? value.callbackUrl : null;
  } catch (error) {
    throw new AppError("invalid", { text: message("errors.notJson"), cause: error });
  }
}

/** next-auth throws on an address that cannot be parsed. */
function assertWebAddress(value: unknown): void {
  if (value === null || value === undefined || value === "") return;
  if (typeof value === "string" && /^(?:\/|https?:\/\/)/i.test(value)) {
    if (URL.canParse(value, "http://portal.invalid")) return;
  }
  throw new AppError("invalid", { text: message("errors.notJson") });
}
