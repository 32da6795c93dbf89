import { firstRecordedAt, type TicketFacts, type UncertainMoment } from "./facts";

/** A customer's question and the staff's first message after it. */
export interface TimelineAnswer {
  messageId: string;
  /** Of the opening, or of the first of the customer's messages since the answer before. */
  askedAt: number;
  answered: UncertainMoment;
  isFirst: boolean;
}

export interface Answers {
  answers: TimelineAnswer[];
  /** Time of the question that staff have not answered yet. */
  openQuestionAt: number | null;
}

interface TimedMessage {
  id: string;
  sender: string;
  /** Null: sent at an unknown time before it was first read. */
  sent: UncertainMoment | null;
}

/** Pairs questions with answers. Automation neither asks nor answers. */
export function pairAnswers(facts: TicketFacts, start: number): Answers {
  if (!facts.hasConversation) return { answers: [], openQuestionAt: null };
  const answers: TimelineAnswer[] = [];
  // Without an opening text, the first message opened the ticket.
  let openQuestionAt = facts.hasBody || facts.messages.length === 0 ? start : null;
  let isAnswered = false;
  for (const { id, sender, sent } of timedMessages(facts, start)) {
    if (sender === "customer") openQuestionAt ??= sent?.at ?? null;
    if (sender !== "staff" || openQuestionAt === null) continue;
    // An answer that came at an unknown time is one, but cannot be measured.
    if (sent)
      answers.push({
        messageId: id,
        askedAt: openQuestionAt,
        answered: sent,
        isFirst: !isAnswered,
      });
    isAnswered = true;
    openQuestionAt = null;
  }
  return { answers, openQuestionAt };
}

/** In the order of their times; one without a time keeps its place among the others. */
function timedMessages(facts: TicketFacts, start: number): TimedMessage[] {
  const firstRecorded = firstRecordedAt(facts);
  let place = start;
  return facts.messages
    .map(({ externalId, sender, sentAt, added }) => {
      const latest = Math.max(added?.recordedAt ?? firstRecorded, start);
      const sent = sentMoment(sentAt, added?.notBefore ?? null, latest, start);
      place = sent?.at ?? place;
      return { id: externalId, sender, sent, place };
    })
    .toSorted((one, other) => one.place - other.place);
}

function sentMoment(
  sentAt: number | null,
  notBefore: number | null,
  latest: number,
  start: number,
): UncertainMoment | null {
  if (sentAt === null)
    return notBefore === null
      ? null
      : { at: latest, earliest: Math.min(notBefore, latest), latest };
  // A message that shows late was sent when the provider says so.
  const at = Math.max(start, Math.min(sentAt, latest));
  return { at, earliest: notBefore === null ? null : Math.min(notBefore, at), latest };
}
