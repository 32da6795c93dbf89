import { failure } from "@/lib/result";
import { AppError, type ErrorCode } from "@/lib/errors";
import { downloadAttachment } from "@/lib/tickets/attachment";
import { contentDisposition } from "@/lib/tickets/content-disposition";
import { getViewer } from "@/lib/auth/viewer";

const STATUS: Partial<Record<ErrorCode, number>> = { unauthenticated: 401, not_found: 404, connection_inactive: 409, internal: 500 };

/** The bytes of an attachment, always as a download: what a provider sends is data, never a page of ours. */
export async function GET(_request: Request, context: { params: Promise<{ id: string }> }): Promise<Response> {
  try {
    const viewer = await getViewer();
    if (!viewer) throw new AppError("unauthenticated");
    const file = await downloadAttachment(viewer, (await context.params).id);
    return new Response(file.body, {
      headers: {
        "content-type": "application/octet-stream",
        "content-disposition": contentDisposition(file.filename),
        "content-security-policy": "sandbox; default-src 'none'",
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
        ...(file.contentLength === null ? {} : { "content-length": String(file.contentLength) }),
      },
    });
  } catch (error) {
    const failed = failure(error, "attachment download");
    return new Response(failed.message, { status: STATUS[failed.code] ?? 502, headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" } });
  }
}
