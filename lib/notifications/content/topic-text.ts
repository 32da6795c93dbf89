import type { Route } from "next";

import { markForeign } from "../../i18n/foreign-words";
import type { Translate } from "../../i18n/message";
import { visibleName } from "../../i18n/visible-name";
import { providerName } from "../../providers/labels";
import { messageAnchor, ticketsUrl, ticketUrl } from "../../routes";
import { visibleOr } from "../../text/blank";
import type { NoticeItem, TopicNotices } from "../deliver/channel";
import { noticeSentence } from "../sentences";
import type { TextFacts } from "./load-facts";

const MAX_SENTENCES = 20;

interface TopicText {
  /** Identical in all mails of the topic. */
  subject: string;
  /** Distinct sentences, oldest first. */
  sentences: string[];
  page: Route;
}

/** `messageId`: message that the link opens. */
export function topicText(
  t: Translate,
  topic: TopicNotices,
  facts: TextFacts,
  messageId?: string,
): TopicText {
  const all = new Set(topic.notices.map((notice) => sentenceOf(t, topic, notice, facts)));
  const sentences = [...all].slice(0, MAX_SENTENCES);
  const count = all.size - sentences.length;
  if (count > 0) sentences.push(t("notices.mail.moreEvents", { count }));
  return { subject: subjectOf(t, topic, facts), sentences, page: pageOf(topic, facts, messageId) };
}

function sentenceOf(
  t: Translate,
  { ticketId, organizationId }: TopicNotices,
  notice: NoticeItem,
  { tickets, events, submissions, connections, organizations }: TextFacts,
): string {
  const ticket = tickets.get(ticketId ?? "");
  const event = events.get(notice.eventId ?? "");
  const connection = connections.get(notice.connectionId ?? "");
  const submission = submissions.get(notice.submissionId ?? "");
  return noticeSentence(t, notice, {
    provider: ticket?.provider ?? connection?.provider ?? submission?.provider ?? null,
    after: event?.after ?? null,
    writer: event?.writer ?? null,
    number: ticket?.number ?? null,
    account: connection?.label ?? null,
    organization: organizations.get(organizationId)?.name ?? null,
  });
}

const words = (text: string): string => markForeign(visibleName(text));

function subjectOf(t: Translate, topic: TopicNotices, facts: TextFacts): string {
  const titled = (subject: unknown) => {
    const typed = visibleOr(typeof subject === "string" ? subject : null, null);
    return typed === null ? t("tickets.noSubject") : words(typed);
  };
  const ticket = facts.tickets.get(topic.ticketId ?? "");
  if (ticket) {
    const { number, isSensitive, provider, subject } = ticket;
    return isSensitive
      ? t("notices.mail.sensitiveSubject", { number, provider: providerName(provider) })
      : t("notices.mail.subject", { number, subject: titled(subject) });
  }
  const [first] = topic.notices;
  const submission = facts.submissions.get(first?.submissionId ?? "");
  if (submission) return t("notices.mail.notFiled", { subject: titled(submission.subject) });
  const connection = facts.connections.get(first?.connectionId ?? "");
  if (connection) {
    const { provider, label } = connection;
    return t("notices.mail.account", { account: words(label), provider: providerName(provider) });
  }
  return words(facts.organizations.get(topic.organizationId)?.name ?? "");
}

function pageOf({ topic, ticketId }: TopicNotices, facts: TextFacts, messageId?: string): Route {
  const [kind = "", id = ""] = topic.split(":");
  if (ticketId !== null && kind === "notes") return ticketUrl("staff", ticketId, {}, "notes");
  if (ticketId !== null) {
    const audience = facts.tickets.get(ticketId)?.isMember ? "customer" : "staff";
    const fragment = messageId === undefined ? undefined : messageAnchor(messageId);
    return ticketUrl(audience, ticketId, {}, fragment);
  }
  if (kind === "submission") return ticketUrl("customer", id);
  return kind === "connection" ? "/connections" : ticketsUrl("customer");
}
