import { AppError } from "@/lib/errors";
import { isStreamed } from "@/lib/http/request";
import { pathSegment, pathWithinTarget } from "@/lib/http/target";
import type { Answer, Query, StreamedAnswer } from "@/lib/http/types";
import { message } from "@/lib/i18n/message";

import type { OutgoingFile } from "../../contract";
import { errorFromAnswer } from "../../error-from-answer";
import { type Parsed, readAnswer, readWritten } from "../../read-answer";
import { withAttachments } from "../attachments";
import type { UpsunCalls } from "../calls";
import { upsunRefusals } from "../refusals";
import { type UpsunUser, userSchema } from "../schema";
import {
  commentPageSchema,
  createdCommentSchema,
  type UpsunCommentPage,
  type UpsunReplyBody,
} from "./comment-schema";

const NAME = "Upsun";

/** `/comments/{ticket_id}` or `/comments?filter[ticket_id]=`. */
export type CommentForm = "path" | "filter";

/** The address answers, but not with the comments of the ticket. */
export class NotComments extends AppError {
  constructor(answer?: Answer) {
    super("provider_unreadable", {
      text: message("upsun.notTheConversation"),
      requestId: answer?.requestId ?? undefined,
    });
  }
}

/** The base URL of relative addresses ends with a slash. */
function fileUrl(baseUrl: string, uri: string): URL | null {
  const base = `${baseUrl}/`;
  return URL.canParse(uri, base) ? new URL(uri, base) : null;
}

/** The https address of a file at another origin than the API's. */
export function foreignFileLink(baseUrl: string, uri: string | null): string | null {
  const url = uri ? fileUrl(baseUrl, uri) : null;
  const isForeign = url?.protocol === "https:" && url.origin !== new URL(baseUrl).origin;
  return isForeign && !url.username && !url.password ? url.href : null;
}

/** The calls of a conversation, which Upsun's console uses and its public reference omits. */
export class UpsunCommentsClient {
  readonly #calls: UpsunCalls;

  constructor(calls: UpsunCalls) {
    this.#calls = calls;
  }

  /** Newest first. Throws NotComments for a page, and for comments of another ticket. */
  async comments(
    ticketId: string,
    form: CommentForm,
    query: Query = { page: 1 },
  ): Promise<Parsed<UpsunCommentPage>> {
    const answer = await this.#calls.send(
      form === "path"
        ? { method: "GET", path: `/comments/${pathSegment(ticketId)}`, query }
        : { method: "GET", path: "/comments", query: { "filter[ticket_id]": ticketId, ...query } },
    );
    if (answer.status < 300 && answer.text.trimStart().startsWith("<"))
      throw new NotComments(answer);
    const parsed = readAnswer(answer, commentPageSchema, upsunRefusals);
    const isForeign = parsed.data.comments.items.some(
      ({ ticket_id: told }) => told !== null && told !== ticketId,
    );
    if (isForeign) throw new NotComments(answer);
    return parsed;
  }

  /** Throws provider_unknown_outcome for an accepted comment without an id. */
  async reply(body: UpsunReplyBody, files: readonly OutgoingFile[] = []): Promise<string> {
    const call = this.#calls.json("POST", "/comments", body);
    const answer = await this.#calls.send(
      files.length > 0 ? { ...call, body: withAttachments(body, files) } : call,
    );
    return readWritten(answer, createdCommentSchema, upsunRefusals, "comment").data.id;
  }

  async user(id: string): Promise<UpsunUser> {
    const answer = await this.#calls.send({ method: "GET", path: `/users/${pathSegment(id)}` });
    return readAnswer(answer, userSchema, upsunRefusals).data;
  }

  /** With our token, so only from the API's own origin. */
  async download(uri: string): Promise<StreamedAnswer> {
    const { baseUrl } = this.#calls;
    const address = fileUrl(baseUrl, uri)?.href ?? uri;
    const { origin } = new URL(baseUrl);
    const answer = await this.#calls.stream(pathWithinTarget(NAME, origin, address));
    if (isStreamed(answer)) return answer;
    if (answer.status >= 400) throw errorFromAnswer(answer, upsunRefusals);
    throw new AppError("provider_unreadable", {
      text: message("provider.noFile", { name: NAME }),
      requestId: answer.requestId ?? undefined,
    });
  }
}
