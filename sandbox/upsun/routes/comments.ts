import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "@hono/zod-openapi";

import { DEFAULT_COMMENT_SETTINGS } from "../comment-settings";
import {
  attachmentList,
  commentView,
  contentType,
  FOREIGN_FILES,
  pageLinks,
} from "../comment-view";
import { conversationOf, personById, writeComment } from "../comments";
import { assertSignedInFor, needsToken, type UpsunContext, type UpsunEnv } from "../env";
import { UpsunRefusal } from "../errors";
import { upsunAttachment } from "../schemas";
import type { StoredUpsunComment, StoredUpsunTicket } from "../state";
import { journalBody, ownUpsunTicket } from "../tickets";
import { userView } from "../view";
import { wireTime } from "../wire-time";

const PAGE_SIZE = 50;

const replyBody = z.object({
  ticket_id: z.union([z.string(), z.number()]).transform(String),
  body: z.string().max(65_535),
  author_id: z.string().optional(),
  attachments: z.array(upsunAttachment).max(20).optional(),
});

/**
 * Conversations, which the vendor's own console uses and its public reference omits: so none of these routes is in the
 * description. Errors of replies are assumed.
 */
export function commentRoutes(api: OpenAPIHono<UpsunEnv>, context: UpsunContext): void {
  const settings = () => context.state.commentSettings ?? DEFAULT_COMMENT_SETTINGS;
  const assertOffered = (form: "path" | "filter") => {
    const offered = settings().form;
    if (offered !== form && offered !== "both")
      throw new UpsunRefusal(404, "There is no such resource.");
  };
  const own = (accountId: string, id: string) => {
    const stored = ownUpsunTicket(context, accountId, id);
    const organization = stored.ticket.organization_id;
    assertSignedInFor(context, typeof organization === "string" ? organization : undefined);
    return stored;
  };

  const shown = (stored: StoredUpsunTicket): StoredUpsunComment[] => {
    const { oddities } = settings();
    const all = conversationOf(context.state, stored).filter(
      (comment) => comment.public || oddities.includes("internal"),
    );
    return oddities.includes("oldest-first") ? all : all.reverse();
  };

  const page = (stored: StoredUpsunTicket, url: URL, shift: number) => {
    const { oddities, shape } = settings();
    const ticketId = String(stored.ticket.ticket_id);
    const number = Math.max(1, Number(url.searchParams.get("page") ?? 1) || 1);
    const all = shown(stored);
    const start = Math.max(0, (number - 1) * PAGE_SIZE - (number > 1 ? shift : 0));
    const views = all.slice(start, start + PAGE_SIZE).map((comment) => {
      const view = commentView(settings(), ticketId, comment);
      if (oddities.includes("without-id") && comment === all[0]) delete view.comment_id;
      return view;
    });
    url.searchParams.set("page", String(number + 1));
    const next = start + PAGE_SIZE < all.length ? `${url.pathname}${url.search}` : null;
    return {
      count: shape === "texts" ? String(all.length) : all.length,
      comments: views,
      ...pageLinks(settings(), next),
    };
  };

  api.get("/comments", needsToken("tickets:read"), (c) => {
    assertOffered("filter");
    const { accountId } = c.get("user");
    const asked = c.req.query("filter[ticket_id]") ?? "";
    const isIgnored = settings().oddities.includes("ignored-filter");
    const other = context.state.tickets.find(
      (one) => one.accountId === accountId && String(one.ticket.ticket_id) !== asked,
    );
    const stored = isIgnored && other ? other : own(accountId, asked);
    return c.json(page(stored, new URL(c.req.url), c.get("pageShift")));
  });

  api.get("/comments/:ticket_id", needsToken("tickets:read"), (c) => {
    assertOffered("path");
    const stored = own(c.get("user").accountId, c.req.param("ticket_id"));
    return c.json(page(stored, new URL(c.req.url), c.get("pageShift")));
  });

  api.get("/comments/:ticket_id/description", needsToken("tickets:read"), (c) => {
    assertOffered("path");
    const stored = own(c.get("user").accountId, c.req.param("ticket_id"));
    const [opening] = conversationOf(context.state, stored);
    return c.json(opening && commentView(settings(), c.req.param("ticket_id"), opening));
  });

  api.get("/comments/:ticket_id/attachments", needsToken("tickets:read"), (c) => {
    assertOffered("path");
    const ticketId = c.req.param("ticket_id");
    const all = shown(own(c.get("user").accountId, ticketId));
    return c.json(all.flatMap((comment) => attachmentList(settings(), ticketId, comment)));
  });

  api.get("/comments/:ticket_id/attachments/:file", needsToken("tickets:read"), (c) => {
    if (settings().form === "off") throw new UpsunRefusal(404, "There is no such resource.");
    if (settings().oddities.includes("redirecting-file"))
      return c.redirect(`${FOREIGN_FILES}${c.req.path}`, 302);
    const [commentId, index] = c.req.param("file").split("-");
    const stored = own(c.get("user").accountId, c.req.param("ticket_id"));
    const comment = shown(stored).find(({ id }) => id === commentId);
    const file = comment?.files[Number(index)];
    if (file === undefined) throw new UpsunRefusal(404, "There is no such file.");
    const bytes = Buffer.from(file.data, "base64");
    return c.body(new Uint8Array(bytes), 200, {
      "content-type": contentType(file.filename),
      "content-length": String(bytes.length),
    });
  });

  api.post("/comments", needsToken("tickets:write"), async (c) => {
    const { form, replies } = settings();
    if (form === "off") throw new UpsunRefusal(404, "There is no such resource.");
    if (!replies) throw new UpsunRefusal(405, "The method is not allowed.");
    const sent: unknown = await c.req.json().catch(() => null);
    const { data: body } = replyBody.safeParse(sent);
    if (!body || body.body.trim() === "") throw new UpsunRefusal(400, "/body: must not be empty.");
    const user = c.get("user");
    const stored = own(user.accountId, body.ticket_id);
    if (stored.ticket.status === "closed")
      throw new UpsunRefusal(422, `Ticket ${body.ticket_id} is closed and takes no comments.`);
    if (body.author_id !== undefined && body.author_id !== user.id)
      throw new UpsunRefusal(422, "/author_id: you may not write for this user.");
    const by = personById(context.state, user.id)?.name ?? user.email;
    const comment = writeComment(context, stored, { by, text: body.body, files: body.attachments });
    Object.assign(stored.ticket, {
      updated: wireTime(context.now()),
      ...(stored.ticket.status === "pending" && { status: "open" }),
    });
    context.accepted({
      method: "POST",
      path: c.req.path,
      account: user.accountId,
      ids: { ticketId: body.ticket_id, commentId: comment.id },
      body: journalBody(body),
    });
    context.expectAnswer(body.ticket_id);
    return c.json(commentView(settings(), body.ticket_id, comment), 201);
  });

  api.get("/users/:user_id", needsToken("users:read"), (c) => {
    const person = personById(context.state, c.req.param("user_id"));
    const { accountId } = c.get("user");
    if (!person || (person.accountId !== null && person.accountId !== accountId))
      throw new UpsunRefusal(404, "There is no such user.");
    const user = context.state.users.find(({ id }) => id === person.id);
    if (user) return c.json(userView(user));
    const [first = "", ...last] = person.name.split(" ");
    return c.json({
      id: person.id,
      username: person.name.toLowerCase().replaceAll(" ", "."),
      first_name: first,
      last_name: last.join(" "),
    });
  });
}
