import { NextRequest } from "next/server";

import { AppError } from "@/lib/errors";
import { BODY_LIMITS } from "@/lib/server/body-limits";
import { readBytes } from "@/lib/server/request-body";

/** Returns the request with its body read within the limit. Throws `invalid` or `too_large`. */
export async function checkAuthRequest(request: NextRequest): Promise<NextRequest> {
  // next-auth answers 500 to a visit of the address to which passwords are posted.
  const isCallback = request.nextUrl.pathname.endsWith("/callback/credentials");
  if (isCallback && request.method !== "POST") {
    throw new AppError("invalid", { message: "Passwords are sent by POST." });
  }
  assertWebAddress(request.nextUrl.searchParams.get("callbackUrl"));
  if (request.method !== "POST") return request;
  const body = await readBytes(request, BODY_LIMITS.signIn);
  if (body.length === 0) return request;
  assertWebAddress(callbackIn(request.headers.get("content-type") ?? "", body));
  // The limit is on what arrived, so an announced length that is wrong must not be passed on.
  const headers = new Headers(request.headers);
  headers.set("content-length", String(body.length));
  return new NextRequest(request.url, { method: "POST", headers, body });
}

/** Returns the callback address in a body of the kinds that next-auth reads. */
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
    throw new AppError("invalid", { message: "This is not a JSON object.", cause: error });
  }
}

/** next-auth throws on an address that does not parse, which would be an error of ours. */
function assertWebAddress(value: unknown): void {
  if (value === null || value === undefined || value === "") return;
  if (typeof value === "string" && /^(?:\/|https?:\/\/)/i.test(value)) {
    if (URL.canParse(value, "http://portal.invalid")) return;
  }
  throw new AppError("invalid", { message: "callbackUrl must be a web address." });
}
