import { seal } from "../crypto/seal";
import type { Db } from "../db/kysely";
import { env } from "../env";
import type { Language } from "../i18n/languages";
import { inMailLanguage } from "../i18n/mail-language";
import { type Message, renderMessage, type Translate } from "../i18n/message";
import { textsOf } from "../i18n/texts";
import { newId } from "../ids";
import { isMailConfigured } from "./is-mail-configured";
import {
  type MailBody,
  type MailHeaders,
  type MailQuote,
  mailSealContext,
  type MailSection,
  type MailTopic,
} from "./mail-body";
import { sendMailsSoon } from "./send-mails-soon";

/** An email as catalog messages; a string is in the email's language already. */
interface MailContent {
  subject: Message | string;
  paragraphs: ReadonlyArray<Message | string>;
  quotes?: MailQuote[];
  sections?: MailSection[];
  /** Shown large, e.g. a code of six digits. */
  code?: string;
  /** A link as a button; the text part has its address. */
  button?: { label: Message; url: string };
  /** Explains the code or the button, below them. */
  after?: ReadonlyArray<Message | string>;
  /** A link in small print, before the reason. */
  stop?: { label: Message; url: string };
  /** The reason for the email, shown as its last line. */
  reason: Message;
  headers?: MailHeaders;
}

/** Access that is checked again when the mail is sent: see `guard.ts`. */
type MailGuard = { userId: string } & Partial<MailTopic>;

export interface NewMail {
  /** Kind of mail, for logs and audits. */
  kind: string;
  to: string;
  language: Language;
  content: MailContent;
  guard?: MailGuard;
}

const rendered = (t: Translate, text: Message | string): string =>
  typeof text === "string" ? text : renderMessage(t, text);

/** Domain of Message-ID and List-Id. */
export const mailHost = (): string => new URL(env().NEXTAUTH_URL ?? "http://localhost").hostname;

/**
 * Stores an email in the caller's transaction. `deliverMails` sends it after the commit, with the
 * same Message-ID on every try. Does nothing without a mail server.
 */
export async function queueMail(
  client: Db,
  { kind, to, language, content, guard }: NewMail,
): Promise<void> {
  if (!isMailConfigured()) return;
  const t = textsOf(language);
  const link = (given?: { label: Message; url: string }) =>
    given && { label: renderMessage(t, given.label), url: inMailLanguage(given.url, language) };
  const body: MailBody = {
    language,
    subject: rendered(t, content.subject),
    paragraphs: content.paragraphs.map((one) => rendered(t, one)),
    quotes: content.quotes,
    sections: content.sections,
    code: content.code,
    button: link(content.button),
    after: content.after?.map((one) => rendered(t, one)),
    stop: link(content.stop),
    reason: renderMessage(t, content.reason),
    headers: content.headers,
    needsManager: guard?.needsManager,
    needsStaff: guard?.needsStaff,
  };
  const id = newId();
  await client
    .insertInto("mail")
    .values({
      id,
      message_id: `${id.toLowerCase()}@${mailHost()}`,
      kind,
      recipient: to,
      sealed_body: seal(JSON.stringify(body), mailSealContext(id), env().CREDENTIAL_KEYS),
      guard_user_id: guard?.userId ?? null,
      guard_organization_id: guard?.organizationId ?? null,
      guard_ticket_id: guard?.ticketId ?? null,
    })
    .execute();
  sendMailsSoon(id);
}
