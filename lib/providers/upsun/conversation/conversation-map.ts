import { hash } from "node:crypto";

import type { Json, TicketAttachment, TicketMessage, TicketSnapshot } from "../../contract";
import { isRecord, usableId } from "../../schema-helpers";
import { toId } from "../../values";
import { commentSchema, type UpsunComment, type UpsunCommentFile } from "./comment-schema";
import { commentText } from "./comment-text";

/** In a ticket's raw JSON: its public comments. Upsun's own answers have no such key. */
const COMMENTS_KEY = "_comments";

interface RawComment {
  comment: UpsunComment;
  raw: Json;
}

const byNumber = new Intl.Collator("en", { numeric: true });

/**
 * The oldest first: by time and id. Where a time is missing by number, and where an id is no number
 * in the list's order, which is the newest first. Without id last.
 */
function inOrder(comments: readonly RawComment[]): RawComment[] {
  const hasTimes = comments.every(({ comment }) => comment.created_at !== null);
  const hasNumbers = comments.every(({ comment: { comment_id: id } }) => !id || /^\d+$/.test(id));
  if (!hasTimes && !hasNumbers) return comments.toReversed();
  const timeOf = ({ comment }: RawComment) => (hasTimes ? Number(comment.created_at) : 0);
  return comments.toSorted(
    (one, other) =>
      timeOf(one) - timeOf(other) ||
      Number(one.comment.comment_id === null) - Number(other.comment.comment_id === null) ||
      byNumber.compare(one.comment.comment_id ?? "", other.comment.comment_id ?? ""),
  );
}

function parsed(raws: readonly Json[]): RawComment[] {
  return raws.flatMap((raw) => {
    const { data: comment } = commentSchema.safeParse(raw);
    return comment ? [{ comment, raw }] : [];
  });
}

/** Stands for an opening that is not public, so that no answer is taken for it. */
const HIDDEN_OPENING: Json = {};

/** Returns the comments that may be stored, the oldest first, each once. */
export function publicComments(raws: readonly Json[]): Json[] {
  const distinct = new Map<unknown, RawComment>();
  for (const each of parsed(raws)) distinct.set(each.comment.comment_id ?? each, each);
  const ordered = inOrder([...distinct.values()]);
  const shown = ordered.filter(({ comment }) => comment.public).map(({ raw }) => raw);
  return ordered[0] && !ordered[0].comment.public ? [HIDDEN_OPENING, ...shown] : shown;
}

/** Ids of users that are known to be on one side. */
interface Sides {
  customers: ReadonlySet<string>;
  staff: ReadonlySet<string>;
}

function sidesOf(ticket: Json, callerId: string | undefined): Sides {
  if (!isRecord(ticket)) return { customers: new Set(), staff: new Set() };
  const collaborators = isRecord(ticket.collaborator_ids) || Array.isArray(ticket.collaborator_ids);
  const ids = [
    callerId,
    ticket.requester_id,
    ticket.submitter_id,
    ...(collaborators ? Object.values(ticket.collaborator_ids as object) : []),
  ];
  const known = (values: unknown[]) => new Set(values.map(toId).filter((id) => id !== null));
  return { customers: known(ids), staff: known([ticket.assignee_id]) };
}

function senderOf(author: string | null, { customers, staff }: Sides): string {
  if (author === null) return "unknown";
  if (customers.has(author)) return "customer";
  return staff.has(author) ? "staff" : "unknown";
}

/** Files have no id: they are named by comment and name, numbered where a name repeats. */
function attachmentsOf(
  files: readonly UpsunCommentFile[],
  commentId: string,
  messageExternalId: string | null,
): TicketAttachment[] {
  const used = new Map<string, TicketAttachment>();
  for (const file of files) {
    const filename = file.file_name || file.filename || null;
    const name = `${commentId}/${filename ?? file.uri ?? ""}`;
    const key = usableId(name) ?? `${commentId.slice(0, 100)}/${hash("sha256", name).slice(0, 32)}`;
    let externalId = key;
    for (let number = 2; used.has(externalId); number += 1) externalId = `${key}#${number}`;
    used.set(externalId, {
      externalId,
      messageExternalId,
      filename,
      mimeType: file.content_type ?? null,
      downloadUrl: file.uri || null,
    });
  }
  return [...used.values()];
}

export interface ConversationFacts {
  /** The credential's own user. */
  callerId?: string;
  /** By user id. */
  names?: ReadonlyMap<string, string>;
  /** Items of the list that are no comments. */
  leftOut?: number;
}

/** Ids of who wrote the messages, the newest first. */
export function messageAuthors(comments: readonly Json[]): string[] {
  const authors = parsed(comments.slice(1))
    .reverse()
    .flatMap(({ comment }) => comment.author_id ?? []);
  return [...new Set(authors)];
}

/** Adds public comments, the oldest first: it is the opening, which the ticket's own text is. */
export function withComments(
  ticket: TicketSnapshot,
  comments: readonly Json[],
  { callerId, names, leftOut = 0 }: ConversationFacts = {},
): TicketSnapshot {
  const sides = sidesOf(ticket.raw, callerId);
  const messages: TicketMessage[] = [];
  const attachments: TicketAttachment[] = [];
  let unusable = leftOut;
  for (const [index, { comment }] of parsed(comments).entries()) {
    const id = comment.comment_id;
    const isOpening = index === 0;
    unusable += comment.attachments?.leftOut ?? 0;
    if (id === null && !isOpening) {
      unusable += 1;
      continue;
    }
    const files = comment.attachments?.items ?? [];
    attachments.push(...attachmentsOf(files, id ?? "opening", isOpening ? null : id));
    if (isOpening || id === null) continue;
    messages.push({
      externalId: id,
      sender: senderOf(comment.author_id, sides),
      senderId: comment.author_id,
      senderName: (comment.author_id && names?.get(comment.author_id)) ?? null,
      body: typeof comment.body === "string" ? commentText(comment.body) : null,
      encrypted: false,
      sentAt: comment.created_at,
    });
  }
  const raw = isRecord(ticket.raw) ? { ...ticket.raw, [COMMENTS_KEY]: [...comments] } : ticket.raw;
  return {
    ...ticket,
    messages,
    attachments,
    complete: true,
    ...(unusable > 0 ? { leftOut: unusable } : {}),
    raw,
  };
}

/** The comments that `withComments` stored, and the ticket without them. */
export function splitComments(raw: Json): { ticket: Json; comments: Json[] | null } {
  if (!isRecord(raw) || !Object.hasOwn(raw, COMMENTS_KEY)) return { ticket: raw, comments: null };
  const { [COMMENTS_KEY]: comments, ...ticket } = raw;
  return { ticket, comments: Array.isArray(comments) ? comments : null };
}
