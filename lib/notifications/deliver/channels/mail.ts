import type { Db } from "../../../db/kysely";
import { type Message, message } from "../../../i18n/message";
import { textsOf } from "../../../i18n/texts";
import type { MailTopic } from "../../../mail/mail-body";
import { mailHost, queueMail } from "../../../mail/queue-mail";
import type { NoticeReason } from "../../../notices/types";
import { portalUrl } from "../../../portal-url";
import { notificationsUrl, unsubscribePageUrl, unsubscribeUrl } from "../../../routes";
import { loadFacts } from "../../content/load-facts";
import { newMessages } from "../../content/new-messages";
import { topicText } from "../../content/topic-text";
import { unsubscribeToken } from "../../unsubscribe/token";
import type { Digest, NoticeBatch, NoticeChannel, Recipient, TopicNotices } from "../channel";

/** Queues mails, which `lib/mail` sends. */
export const mailChannel: NoticeChannel = { name: "mail", send, sendDigest };

async function send(client: Db, batch: NoticeBatch): Promise<void> {
  const { person, topic, organizationId, ticketId, reason } = batch;
  const t = textsOf(person.language);
  const facts = await loadFacts(client, person.userId, [batch]);
  const ticket = facts.tickets.get(ticketId ?? "");
  const { firstId, quotes, leftOut } = ticket
    ? await newMessages(client, t, batch, { ticket, facts })
    : { firstId: undefined, quotes: [], leftOut: [] };
  const { subject, sentences, page } = topicText(t, batch, facts, firstId);
  const link = unsubscription(person, topic);
  await queueMail(client, {
    kind: "notice",
    to: person.email,
    language: person.language,
    guard: { userId: person.userId, ...guardOf(batch) },
    content: {
      subject,
      paragraphs: sentences,
      quotes,
      button: { label: message("notices.mail.open"), url: portalUrl(page) },
      after: [...leftOut, message("notices.mail.noReplies")],
      stop: link.stop,
      reason: reasonText(reason, facts.organizations.get(organizationId)?.name ?? ""),
      headers: {
        listId: `${organizationId.toLowerCase()}.tickets.${mailHost()}`,
        thread: `${topic.replace(":", ".")}@${mailHost()}`,
        unsubscribe: link.post,
      },
    },
  });
}

const guardOf = ({ topic, organizationId, ticketId }: TopicNotices): MailTopic => ({
  organizationId,
  ticketId,
  needsManager: topic.startsWith("connection:") || undefined,
  needsStaff: topic.startsWith("notes:") || undefined,
});

function reasonText(reason: NoticeReason, organization: string): Message {
  if (reason !== "organization" && reason !== "manages") return message(`notices.reason.${reason}`);
  return message(`notices.reason.${reason}`, { organization: { words: organization } });
}

async function sendDigest(client: Db, { person, topics, more, isStorm }: Digest): Promise<void> {
  const t = textsOf(person.language);
  const facts = await loadFacts(client, person.userId, topics);
  const link = unsubscription(person, "all");
  await queueMail(client, {
    kind: "digest",
    to: person.email,
    language: person.language,
    guard: { userId: person.userId },
    content: {
      subject: message("notices.mail.digest"),
      paragraphs: [message(isStorm ? "notices.mail.storm" : "notices.mail.digestHint")],
      sections: topics.map((topic) => {
        const { subject, sentences, page } = topicText(t, topic, facts);
        return {
          ...guardOf(topic),
          heading: subject,
          url: portalUrl(page),
          lines: sentences,
        };
      }),
      button: { label: message("notices.mail.all"), url: portalUrl(notificationsUrl()) },
      after: [
        ...(more > 0 ? [message("notices.mail.moreTopics", { count: more })] : []),
        message("notices.mail.noReplies"),
      ],
      stop: link.stop,
      reason: message(isStorm ? "notices.mail.stormReason" : "notices.mail.digestReason"),
      headers: { listId: `digest.tickets.${mailHost()}`, unsubscribe: link.post },
    },
  });
}

function unsubscription({ userId }: Recipient, topic: string) {
  const token = unsubscribeToken({ userId, topic });
  return {
    stop: {
      label: message("notices.unsubscribe.submit"),
      url: portalUrl(unsubscribePageUrl(token)),
    },
    post: portalUrl(unsubscribeUrl(token)),
  };
}
