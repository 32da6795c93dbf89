import { expect } from "vitest";

import type { Parsed } from "@/lib/providers/read-answer";
import type { UpsunCommentPage } from "@/lib/providers/upsun/conversation/comment-schema";
import type { UpsunCommentsClient } from "@/lib/providers/upsun/conversation/comments-client";

import { upsunAccounts } from "../../../sandbox/accounts";
import type { UpsunSandbox } from "../../../sandbox/start";
import type { Operation } from "./operations";

export interface CommentsAbout {
  ticketId: string;
  comments: string[];
  /** Address of the opening's file. */
  file: string;
}

/** Gives the newest ticket a file and some comments. */
export async function commentsAbout(
  { control }: UpsunSandbox,
  client: UpsunCommentsClient,
): Promise<CommentsAbout> {
  const [{ id } = { id: "" }] = control.tickets("northwind");
  control.addFiles(id, [
    { filename: "a.txt", mimeType: "text/plain", data: Buffer.from("file").toString("base64") },
  ]);
  for (const text of ["One", "Two"]) control.staffComment(id, { by: "Priya Nair", text });
  const { data } = await client.comments(id, "path");
  const comments = data.comments.items;
  return {
    ticketId: id,
    comments: comments.map(({ comment_id: commentId }) => commentId ?? ""),
    file: comments.at(-1)?.attachments?.items[0]?.uri ?? "",
  };
}

type Row = Operation<UpsunCommentsClient, CommentsAbout>;

const isWhole = (result: unknown, { comments }: CommentsAbout) =>
  expect(
    (result as Parsed<UpsunCommentPage>).data.comments.items.map((comment) => comment.comment_id),
  ).toEqual(comments);

/** In no public description of Upsun. */
export const upsunCommentOperations: readonly Row[] = [
  {
    operation: "list comments",
    variant: "by path",
    method: "comments",
    endpoint: "GET /comments/{ticket_id}",
    run: (client, { ticketId }) => client.comments(ticketId, "path"),
    queries: () => [{ page: "1" }],
    status: 200,
    check: isWhole,
  },
  {
    operation: "list comments by filter",
    variant: "by ticket",
    method: "comments",
    endpoint: "GET /comments",
    run: (client, { ticketId }) => client.comments(ticketId, "filter", { page: 1 }),
    queries: ({ ticketId }) => [{ page: "1", "filter[ticket_id]": ticketId }],
    status: 200,
    check: isWhole,
  },
  {
    operation: "reply",
    variant: "text",
    method: "reply",
    endpoint: "POST /comments",
    run: (client, { ticketId }) => client.reply({ ticket_id: ticketId, body: "Hello" }),
    body: ({ ticketId }) => ({ ticket_id: ticketId, body: "Hello" }),
    status: 201,
    check: (result) => expect(result).toMatch(/^\d+$/),
  },
  {
    operation: "user",
    variant: "the caller",
    method: "user",
    endpoint: "GET /users/{user_id}",
    run: (client) => client.user(upsunAccounts.northwind.userId),
    status: 200,
    check: (result) => expect(result).toMatchObject({ first_name: "Jane" }),
  },
  {
    operation: "download",
    variant: "the opening's file",
    method: "download",
    endpoint: "GET /comments/{ticket_id}/attachments/{id}",
    run: async (client, { file }) => new Response((await client.download(file)).body).text(),
    status: 200,
    check: (result) => expect(result).toBe("file"),
  },
];
