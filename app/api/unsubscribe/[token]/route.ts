import { endMails } from "@/lib/notifications/unsubscribe/commands";
import { readUnsubscribeToken } from "@/lib/notifications/unsubscribe/token";
import { unsubscribePageUrl } from "@/lib/routes";
import { BODY_LIMITS } from "@/lib/server/body-limits";
import { readBytes } from "@/lib/server/request-body";
import { requestTexts } from "@/lib/server/request-texts";

interface Context {
  params: Promise<{ token: string }>;
}

const PRIVATE = {
  "cache-control": "private, no-store",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex, nofollow",
};

const openPage = (location: string): Response =>
  new Response(null, { status: 303, headers: { ...PRIVATE, location } });

/** Redirects to the page with the button: opening a link changes nothing. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  if (!readUnsubscribeToken(token)) return new Response(null, { status: 404, headers: PRIVATE });
  return openPage(unsubscribePageUrl(token));
}

/**
 * Ends mails by the token alone: mail programs post here from anywhere, without a session (RFC 8058).
 * Cookies are ignored.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  const unsubscription = readUnsubscribeToken(token);
  if (!unsubscription) return new Response(null, { status: 404, headers: PRIVATE });
  if (!(await isOneClick(request))) return new Response(null, { status: 400, headers: PRIVATE });
  await endMails(unsubscription);
  if (request.headers.get("accept")?.includes("text/html"))
    return openPage(`${unsubscribePageUrl(token)}?done=1`);
  const t = await requestTexts();
  return new Response(t("notices.unsubscribe.done"), {
    headers: { ...PRIVATE, "content-type": "text/plain; charset=utf-8" },
  });
}

/** The body is a form of either encoding. */
async function isOneClick(request: Request): Promise<boolean> {
  try {
    const body = await readBytes(request, BODY_LIMITS.signIn);
    const type = request.headers.get("content-type") ?? "";
    const form = await new Response(body, { headers: { "content-type": type } }).formData();
    return form.get("List-Unsubscribe") === "One-Click";
  } catch {
    return false;
  }
}
