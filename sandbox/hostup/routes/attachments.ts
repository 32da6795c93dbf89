import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";

import { uploadAnswer } from "../answers";
import { type HostupContext, type HostupEnv, needsScope, ownHostupTicket } from "../env";
import { invalid, notFound } from "../problem";
import { answers, problems } from "../responses";
import { downloadQuery, idParam, noQuery, uploadForm } from "../schemas";
import type { Upload } from "../state";

const LARGEST = 25 * 1024 * 1024;
const REFUSED_KINDS = /\.(exe|bat|cmd|com|scr|js|vbs|msi|ps1)$/i;

const upload = createRoute({
  method: "post",
  path: "/support/attachments",
  middleware: needsScope("write:support"),
  request: {
    query: noQuery,
    body: { required: true, content: { "multipart/form-data": { schema: uploadForm } } },
  },
  responses: answers(201, "The temporary upload", uploadAnswer),
});
const download = createRoute({
  method: "get",
  path: "/support/attachments/{id}",
  middleware: needsScope("read:support"),
  request: { query: downloadQuery, params: idParam },
  responses: {
    200: {
      description: "The bytes",
      content: { "application/octet-stream": { schema: z.string().openapi({ format: "binary" }) } },
    },
    ...problems,
  },
});

/** Uploading files and reading them back. An upload pinned to a ticket joins it with the customer's next message. */
export function attachmentRoutes(api: OpenAPIHono<HostupEnv>, context: HostupContext): void {
  api.openapi(upload, async (c) => {
    const { file, ticketId } = c.req.valid("form");
    const account = c.get("account");
    if (ticketId !== undefined) ownHostupTicket(context, account, ticketId);
    const refuse = (detail: string, code: string) =>
      invalid([{ pointer: "/file", detail, code }], "The file was rejected.");
    if (file.size === 0) throw refuse("The file is empty.", "too_short");
    if (file.size > LARGEST) throw refuse("The file is larger than 25 MB.", "too_long");
    if (REFUSED_KINDS.test(file.name))
      throw refuse("Files of this kind are not accepted.", "invalid_value");

    const stored: Upload = {
      id: context.id("satt"),
      accountId: account.id,
      ticketId: ticketId ?? null,
      filename: file.name,
      contentType: file.type === "" ? "application/octet-stream" : file.type,
      data: Buffer.from(await file.arrayBuffer()).toString("base64"),
      uploadedAt: context.now().toISOString(),
    };
    context.state.uploads.push(stored);
    const ids: Record<string, string> = {
      attachmentId: stored.id,
      ...(ticketId !== undefined && { ticketId }),
    };
    const described = {
      filename: stored.filename,
      contentType: stored.contentType,
      byteLength: file.size,
    };
    context.accepted({
      method: "POST",
      path: c.req.path,
      account: account.id,
      ids,
      body: { ...described, ticketId: stored.ticketId },
    });
    const url = `https://uploads.hostup.example/temporary/${stored.id}`;
    return c.json(
      {
        attachmentId: stored.id,
        url,
        ...described,
        uploadedAt: stored.uploadedAt,
        ticketId: stored.ticketId,
      },
      201,
    );
  });

  api.openapi(download, (c) => {
    const { id } = c.req.valid("param");
    const ticket = ownHostupTicket(context, c.get("account"), c.req.valid("query").ticketId);
    const attachment = ticket.attachments.find((one) => one.id === id);
    if (attachment === undefined) throw notFound(`Attachment ${id}`);
    const name = encodeURIComponent(attachment.filename ?? id);
    return c.body(Buffer.from(attachment.data, "base64"), 200, {
      "content-type": attachment.mimeType ?? "application/octet-stream",
      "content-disposition": `attachment; filename*=UTF-8''${name}`,
    });
  });
}
