import type { EventView, MessageView, TicketDetail } from "@/lib/tickets/detail/types";

/** Fewer earlier messages are not worth folding. */
const MIN_FOLDED = 4;
/** On a first visit, a long conversation shows its opening and its latest messages. */
const LONG = 30;
const LATEST_SHOWN = 12;
/** Of what was seen before, these stay for context. */
const CONTEXT = 3;

export interface FoldedMessages {
  /** The opening message of a long conversation. */
  opening: MessageView[];
  folded: MessageView[];
  shown: MessageView[];
  /** The first message since the last visit; null without any. */
  firstNewId: string | null;
  newCount: number;
  /** Other events since the last visit, newest first. */
  changes: EventView[];
}

/**
 * Splits a conversation so that it opens at what is new to the viewer: every message is in one of
 * the three parts, in order, and no new one is folded.
 */
export function foldMessages({
  messages,
  events,
  standing,
  asOf,
}: Pick<TicketDetail, "messages" | "events" | "standing" | "asOf">): FoldedMessages {
  const seen = asOf === null ? standing.visit : null;
  if (seen === null) {
    const isLong = messages.length >= LONG;
    return {
      ...(isLong
        ? {
            opening: messages.slice(0, 1),
            folded: messages.slice(1, -LATEST_SHOWN),
            shown: messages.slice(-LATEST_SHOWN),
          }
        : { opening: [], folded: [], shown: messages }),
      firstNewId: null,
      newCount: 0,
      changes: [],
    };
  }
  const since = events.filter((event) => BigInt(event.id) > BigInt(seen));
  const added = new Set(
    since.filter(({ kind }) => kind === "message_added").map(({ field }) => field),
  );
  const isNew = ({ id }: MessageView) => added.has(id);
  const first = messages.findIndex(isNew);
  const kept =
    first === -1 ? messages.length - CONTEXT : Math.min(first - 1, messages.length - CONTEXT);
  const cut = kept < MIN_FOLDED ? 0 : kept;
  return {
    opening: [],
    folded: messages.slice(0, cut),
    shown: messages.slice(cut),
    firstNewId: messages[first]?.id ?? null,
    newCount: messages.filter(isNew).length,
    changes: since.filter(({ kind }) => !/^(message|attachment)_/.test(kind)),
  };
}
