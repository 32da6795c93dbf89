import { AppError } from "@/lib/errors";
import type { Query } from "@/lib/http/types";
import { message } from "@/lib/i18n/message";

import type { Json } from "../../contract";
import { pages } from "../../paging";
import { ListPaging } from "../links";
import type { CommentForm, UpsunCommentsClient } from "./comments-client";
import { publicComments } from "./conversation-map";

const NAME = "Upsun";
/** As Upsun's console. */
const PAGES_MAX = 101;

/** The public comments of a ticket, the oldest first. */
export interface TicketComments {
  comments: Json[];
  /** Items of the list that are no comments. */
  leftOut: number;
}

interface Reading extends TicketComments {
  /** Ids of all comments, in the order of their ids. */
  ids: string[];
  /** Fewer comments were listed than counted. */
  isShort: boolean;
}

/** Null for a conversation of more pages than are read. */
async function readOnce(
  client: UpsunCommentsClient,
  ticketId: string,
  form: CommentForm,
): Promise<Reading | null> {
  const paging = new ListPaging(true);
  const raws: Json[] = [];
  const ids = new Set<string>();
  let withoutId = 0;
  let leftOut = 0;
  let count = 0;
  let read = 0;
  let isTooLong = false;
  const all = pages<null, Query>(NAME, async (following) => {
    const query: Query = { page: 1, ...following };
    const { data } = await client.comments(ticketId, form, query);
    const { items, raws: received } = data.comments;
    const listed = items.flatMap((comment) => comment.comment_id ?? []);
    raws.push(...received);
    for (const id of listed) ids.add(id);
    withoutId += items.length - listed.length;
    leftOut += data.comments.leftOut;
    count = data.count ?? 0;
    const unusable = data.comments.leftOut + items.length - listed.length;
    const next = paging.after(query, { ...data, ids: listed, leftOut: unusable });
    read += 1;
    isTooLong = read === PAGES_MAX && next !== null;
    return { value: null, next: isTooLong ? null : next };
  });
  for await (const page of all) void page;
  if (isTooLong) return null;
  const isShort = ids.size + withoutId + leftOut < count;
  return { comments: publicComments(raws), leftOut, ids: [...ids].sort(), isShort };
}

/**
 * A whole conversation. Null when it cannot be whole: without its opening, or too long. Throws
 * provider_unreadable when it changes while it is read.
 */
export async function readComments(
  client: UpsunCommentsClient,
  ticketId: string,
  form: CommentForm,
): Promise<TicketComments | null> {
  const first = await readOnce(client, ticketId, form);
  // Pages shift while comments come and go. A count that is always higher counts something else.
  const reading = first?.isShort ? await readOnce(client, ticketId, form) : first;
  if (reading?.isShort && reading.ids.join() !== first?.ids.join())
    throw new AppError("provider_unreadable", {
      text: message("provider.lostPage", { name: NAME }),
    });
  if (!reading || (reading.ids.length === 0 && reading.comments.length === 0)) return null;
  return { comments: reading.comments, leftOut: reading.leftOut };
}
