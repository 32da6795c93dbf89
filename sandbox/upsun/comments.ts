import type { UpsunContext } from "./env";
import type { StoredUpsunComment, StoredUpsunFile, StoredUpsunTicket, UpsunState } from "./state";
import { SUPPORT_AGENTS } from "./ticket-fields";
import { wireTime } from "./wire-time";

const FIRST_ID = 9_000_000_000_001;
const OPENING_IDS = 8_000_000_000_000;

/** In each internal comment of the seed, so that a test finds where one leaks. */
export const INTERNAL_MARK = "staff-only-zq7";

export interface WrittenComment {
  /** An agent's name, or a user's name or e-mail address. */
  by: string;
  text: string;
  files?: readonly StoredUpsunFile[];
  /** Default: true. */
  public?: boolean;
}

/** The user or agent, by id. */
export function personById(
  state: Pick<UpsunState, "users">,
  id: string,
): { id: string; name: string; accountId: string | null; email: string | null } | undefined {
  const agent = SUPPORT_AGENTS.find((one) => one.id === id);
  if (agent) return { ...agent, accountId: null, email: null };
  const user = state.users.find((one) => one.id === id);
  return user && { ...user, name: `${user.firstName} ${user.lastName}` };
}

function authorId(state: UpsunState, { accountId, ticket }: StoredUpsunTicket, by: string): string {
  const agent = SUPPORT_AGENTS.find(({ name }) => name === by);
  const user = state.users.find(
    (one) =>
      one.accountId === accountId &&
      (one.email === by || `${one.firstName} ${one.lastName}` === by),
  );
  return agent?.id ?? user?.id ?? ticket.requester_id;
}

function nextId(state: UpsunState): string {
  const id = state.nextCommentId ?? FIRST_ID;
  state.nextCommentId = id + 1;
  return String(id);
}

/** Appends a comment as of `at`. */
export function appendComment(
  state: UpsunState,
  stored: StoredUpsunTicket,
  { by, text, files = [], public: isPublic = true }: WrittenComment,
  at: string,
): StoredUpsunComment {
  const comment: StoredUpsunComment = {
    id: nextId(state),
    at,
    by,
    authorId: authorId(state, stored, by),
    text,
    public: isPublic,
    files: files.map(({ filename, data }) => ({ filename, data })),
  };
  stored.comments.push(comment);
  return comment;
}

/** Appends a comment now; the caller changes the ticket. */
export function writeComment(
  context: UpsunContext,
  stored: StoredUpsunTicket,
  comment: WrittenComment,
): StoredUpsunComment {
  return appendComment(context.state, stored, comment, wireTime(context.now()));
}

/** A state that an earlier version saved has comments of a time, a name and a text. */
export function completeComments(state: UpsunState): void {
  for (const stored of state.tickets) {
    for (const comment of stored.comments as Array<Partial<StoredUpsunComment>>) {
      comment.id ??= nextId(state);
      comment.authorId ??= authorId(state, stored, comment.by ?? "");
      comment.public ??= true;
      comment.files ??= [];
    }
  }
}

/** The opening first. */
export function conversationOf(
  state: UpsunState,
  { ticket, comments, files }: StoredUpsunTicket,
): StoredUpsunComment[] {
  const opening: StoredUpsunComment = {
    id: String(OPENING_IDS + ticket.ticket_id),
    at: ticket.created,
    by: personById(state, ticket.requester_id)?.name ?? "",
    authorId: ticket.requester_id,
    text: ticket.description,
    public: true,
    files,
  };
  return [opening, ...comments];
}
