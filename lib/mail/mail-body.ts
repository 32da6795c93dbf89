import type { Language } from "../i18n/languages";

/** The text of a message from a provider or a person. */
export interface MailQuote {
  /** Its author and time. */
  heading: string;
  text: string;
}

/** The subject of a mail or section, for checking access. */
export interface MailTopic {
  organizationId: string;
  ticketId: string | null;
  /** Set for accounts, which only managers look after. */
  needsManager?: true;
  /** Set for internal notes, which only staff read. */
  needsStaff?: true;
}

/** One topic of a mail about several. */
export interface MailSection extends MailTopic {
  heading: string;
  url: string;
  lines: string[];
}

/** Headers of notification mails. */
export interface MailHeaders {
  listId: string;
  /** The Message-ID that all mails of one topic refer to. */
  thread?: string;
  /** Address for one-click unsubscribing (RFC 8058). */
  unsubscribe: string;
}

/** An email in one language, as it is stored. */
export interface MailBody {
  language: Language;
  subject: string;
  paragraphs: string[];
  quotes?: MailQuote[];
  sections?: MailSection[];
  code?: string;
  button?: { label: string; url: string };
  /** Explains the code or the button, below them. */
  after?: string[];
  /** A link in small print, before the reason. */
  stop?: { label: string; url: string };
  reason: string;
  headers?: MailHeaders;
  /** Of its topic, as the next one. */
  needsManager?: true;
  needsStaff?: true;
}

export const mailSealContext = (rowId: string) =>
  ({ organizationId: "", rowId, provider: "portal", field: "mail" }) as const;
