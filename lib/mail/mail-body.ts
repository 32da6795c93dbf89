import type { Language } from "../i18n/languages";

/** An email in one language, as it is stored. */
export interface MailBody {
  language: Language;
  subject: string;
  paragraphs: string[];
  code?: string;
  button?: { label: string; url: string };
  /** Explains the code or the button, below them. */
  after?: string[];
  reason: string;
}

export const mailSealContext = (rowId: string) =>
  ({ organizationId: "", rowId, provider: "portal", field: "mail" }) as const;
