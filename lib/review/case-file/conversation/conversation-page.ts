import { hash } from "node:crypto";

import { prisma } from "../../../db/prisma";
import { INTL_LOCALES, type Language } from "../../../i18n/languages";
import type { Translate } from "../../../i18n/message";
import { visibleName } from "../../../i18n/visible-name";
import { providerName } from "../../../providers/labels";
import { visibleOr } from "../../../text/blank";
import { escapeHtml } from "../escape-html";

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
article { margin-top: 1.5rem; padding-left: 0.75rem; border-left: 3px solid; }
header { font-weight: 600; }
time { font-weight: 400; }
div { white-space: pre-wrap; }
`;

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${hash("sha256", STYLE, "base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const SENDERS = {
  customer: "conversation.customer",
  staff: "conversation.provider",
  automation: "conversation.automatic",
  unknown: "conversation.unknownSender",
} as const;

interface ShownMessage {
  author: string | null;
  sender: string;
  body: string | null;
  encrypted: boolean;
  sentAt: Date | null;
  removedAt: Date | null;
}

/**
 * The messages of a ticket for people to read: all that is not ours is text, and nothing is loaded.
 * Times are in UTC. The caller has checked access to the ticket.
 */
export async function* conversationPage(
  t: Translate,
  language: Language,
  ticketId: string,
): AsyncGenerator<string> {
  const ticket = await prisma().ticket.findUniqueOrThrow({ where: { id: ticketId } });
  const messages = await prisma().message.findMany({
    where: { ticketId },
    orderBy: [{ sentAt: { sort: "asc", nulls: "last" } }, { position: "asc" }],
  });
  const provider = providerName(ticket.provider);
  const subject = escapeHtml(visibleOr(ticket.subject, t("tickets.noSubject")));
  yield `<!doctype html>
<html lang="${INTL_LOCALES[language]}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${subject}</title>
<style>${STYLE}</style>
<h1><bdi lang="">${subject}</bdi></h1>
<p>${escapeHtml(`${provider} #${ticket.number}`)}</p>
`;
  const opening: ShownMessage = {
    author: ticket.requesterName,
    sender: "customer",
    body: ticket.body,
    encrypted: false,
    sentAt: ticket.openedAt,
    removedAt: null,
  };
  const shown = messages.map(({ senderName, ...one }): ShownMessage => ({
    ...one,
    author: senderName,
  }));
  for (const message of ticket.body === null ? shown : [opening, ...shown])
    yield messageHtml(t, message, provider);
  yield "</html>\n";
}

const isSender = (sender: string): sender is keyof typeof SENDERS => Object.hasOwn(SENDERS, sender);

/** Staff may not read encrypted texts. */
function messageHtml(t: Translate, message: ShownMessage, provider: string): string {
  const { author, sender, body, encrypted, sentAt, removedAt } = message;
  const role = isSender(sender) ? t(SENDERS[sender], { provider }) : sender;
  const name = visibleOr(author, null);
  const by = name === null ? role : `${visibleName(name)} (${role})`;
  const at = sentAt ? ` <time>${sentAt.toISOString()}</time>` : "";
  const without = t(encrypted ? "conversation.encryptedHidden" : "conversation.noText");
  const text =
    encrypted || body === null
      ? `<p><em>${escapeHtml(without)}</em></p>`
      : `<div dir="auto" lang="">${escapeHtml(body)}</div>`;
  const removed = removedAt
    ? `<p>${escapeHtml(t("cases.removed"))} <time>${removedAt.toISOString()}</time></p>`
    : "";
  return `<article><header><bdi lang="">${escapeHtml(by)}</bdi>${at}</header>${text}${removed}</article>\n`;
}
