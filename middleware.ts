import { NextResponse } from "next/server";
import { type NextRequestWithAuth, withAuth } from "next-auth/middleware";

import {
  MAIL_LANGUAGE_COOKIE,
  MAIL_LANGUAGE_SECONDS,
  mailLanguageOf,
} from "@/lib/i18n/mail-language";
import { isPublicPath, isSecretPath, SECRET_PAGE_HEADERS } from "@/lib/public-paths";
import { ACTION_BYTES, TOO_LARGE } from "@/lib/server/action-limit";
import { isSpeculativeRequest } from "@/lib/server/speculative-request";

const IN_DEVELOPMENT = process.env.NODE_ENV === "development";

function contentSecurityPolicy(nonce: string): string {
  const directives = [
    "default-src 'self'",
    // React's development build needs eval, and the error overlay brings its own styles.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${IN_DEVELOPMENT ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${IN_DEVELOPMENT ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    // blob: shows files chosen but not yet uploaded.
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "frame-src 'none'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  return directives.join("; ");
}

function isView({ method }: NextRequestWithAuth): boolean {
  return method === "GET" || method === "HEAD";
}

/** A server action reports an ended session itself, which keeps the typed text. */
function mustSignIn(request: NextRequestWithAuth): boolean {
  return (
    isView(request) && request.nextauth.token === null && !isPublicPath(request.nextUrl.pathname)
  );
}

/** Next would answer 500, which the page could not explain. */
function isTooLarge(request: NextRequestWithAuth): boolean {
  const bytes = Number(request.headers.get("content-length") ?? 0);
  return request.method === "POST" && bytes > ACTION_BYTES;
}

function answer(request: NextRequestWithAuth): NextResponse {
  // Views are logged, so a prefetch gets nothing and the click loads the page.
  if (isView(request) && isSpeculativeRequest(request.headers)) {
    return new NextResponse(null, { status: 503, headers: { "cache-control": "no-store" } });
  }
  if (isTooLarge(request)) {
    // Next passes plain text on to the page's action as its error, which knows this one.
    const headers = { "content-type": "text/plain" };
    return new NextResponse(TOO_LARGE, { status: 413, headers });
  }
  if (mustSignIn(request)) {
    const { pathname, search } = request.nextUrl;
    const target = new URL("/login", request.nextUrl);
    if (pathname !== "/") target.searchParams.set("next", `${pathname}${search}`);
    return NextResponse.redirect(target);
  }
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const requestHeaders = new Headers(request.headers);
  // Next reads the nonce from here for its own scripts.
  requestHeaders.set("Content-Security-Policy", policy);
  // Lets a page return to its address after sign-in.
  requestHeaders.set("x-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers: requestHeaders } });
  response.headers.set("Content-Security-Policy", policy);
  if (isSecretPath(request.nextUrl.pathname))
    for (const [name, value] of Object.entries(SECRET_PAGE_HEADERS))
      response.headers.set(name, value);
  const language = mailLanguageOf(request.nextUrl);
  if (language) {
    // The page of this request reads it too.
    response.cookies.set(MAIL_LANGUAGE_COOKIE, language, {
      maxAge: MAIL_LANGUAGE_SECONDS,
      path: "/",
      sameSite: "lax",
      httpOnly: true,
      secure: request.nextUrl.protocol === "https:",
    });
  }
  return response;
}

/**
 * Redirects visitors without a session, refuses prefetches and sets the CSP. Access is checked
 * elsewhere.
 */
export default withAuth(answer, { callbacks: { authorized: () => true } });

export const config = {
  // Faster than the sandbox of the edge runtime.
  runtime: "nodejs",
  matcher: [
    "/((?!api/|_next/static|_next/image|icon.svg|favicon.ico|service-worker.js|manifest.webmanifest|apple-icon.png|error-[a-z]+.css|icon-[a-z0-9-]+.png).*)",
  ],
};
