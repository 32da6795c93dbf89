import { seal } from "../crypto/seal";
import type { Db } from "../db/kysely";
import { env } from "../env";
import type { Language } from "../i18n/languages";
import { inMailLanguage } from "../i18n/mail-language";
import { type Message, renderMessage } from "../i18n/message";
import { textsOf } from "../i18n/texts";
import { newId } from "../ids";
import { isMailConfigured } from "./is-mail-configured";
import { type MailBody, mailSealContext } from "./mail-body";
import { sendMailsSoon } from "./send-mails-soon";

/** An email as catalog messages. */
interface MailContent {
  subject: Message;
  paragraphs: readonly Message[];
  /** Shown large, e.g. a code of six digits. */
  code?: string;
  /** A link as a button; the text part has its address. */
  button?: { label: Message; url: string };
  /** Explains the code or the button, below them. */
  after?: readonly Message[];
  /** The reason for the email, shown as its last line. */
  reason: Message;
}

export interface NewMail {
  /** The kind in one word, for logs and audits. */
  kind: string;
  to: string;
  language: Language;
  content: MailContent;
}

/**
 * Stores an email in the transaction that decided it; `deliverMails` sends it once that has been
 * committed, always with the same Message-ID: right after the request, or in the next round.
 * Without a mail server nothing is stored.
 */
export async function queueMail(
  client: Db,
  { kind, to, language, content }: NewMail,
): Promise<void> {
  if (!isMailConfigured()) return;
  const t = textsOf(language);
  const { button } = content;
  const body: MailBody = {
    language,
    subject: renderMessage(t, content.subject),
    paragraphs: content.paragraphs.map((one) => renderMessage(t, one)),
    code: content.code,
    button: button && {
      label: renderMessage(t, button.label),
      url: inMailLanguage(button.url, language),
    },
    after: content.after?.map((one) => renderMessage(t, one)),
    reason: renderMessage(t, content.reason),
  };
  const id = newId();
  await client
    .insertInto("mail")
    .values({
      id,
      message_id: `${id.toLowerCase()}@${new URL(env().NEXTAUTH_URL ?? "http://localhost").hostname}`,
      kind,
      recipient: to,
      sealed_body: seal(JSON.stringify(body), mailSealContext(id), env().CREDENTIAL_KEYS),
    })
    .execute();
  sendMailsSoon(id);
}
