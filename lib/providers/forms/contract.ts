import type { ZodType } from "zod";

import type { Message, MessageKey, Messages } from "../../i18n/message";

/** Data for the browser, and a zod schema that stays on the server. */

interface KnownChoice {
  value: string;
  label: MessageKey;
}

export interface FormField {
  name: string;
  label: MessageKey;
  /** `list`: one entry per line or comma. `addresses`: pasted email addresses. */
  kind: "text" | "textarea" | "select" | "url" | "list" | "addresses";
  required: boolean;
  help?: MessageKey;
  /** first: above the subject, in columns. more: folded. Default: between. */
  group?: "first" | "more";
  /** A textarea of a few lines. */
  short?: true;
  maxLength?: number;
  /** Of a list. */
  maxEntries?: number;
  /** A regular expression for the text, or for each entry of a list. */
  pattern?: string;
  /** Instead of "… is required". */
  missing?: MessageKey;
  /** For text of another form; of a list, with `entry`. */
  invalid?: MessageKey;
  /** Without them, `live` choices come from `filingChoices`. */
  choices?: readonly KnownChoice[];
  live?: boolean;
  /** Reloads live choices when one of these fields changes. */
  dependsOn?: readonly string[];
  /** Shown and sent only while another field has this value. */
  visibleWhen?: { field: string; value: string };
  emptyChoice?: MessageKey;
  /** The provider takes the value but returns it with no ticket: it is shown as filed here. */
  isNotReturned?: true;
}

/** Sizes in bytes. */
export interface FileRules {
  /** in-call: in the call that files or replies. pinned: joins the next message. */
  way: "in-call" | "pinned";
  most: number;
  largest: number;
  together: number;
}

/** Offered while a field has this value, and after provider_conflict. */
export interface ConflictAlternative {
  field: string;
  value: string;
  change: string;
  label: MessageKey;
  /** Shown while the field has the value. */
  cost: MessageKey;
}

export interface FilingFormDescription {
  /** The features of the catalogs that the browser needs for it. */
  texts: readonly (keyof Messages)[];
  fields: readonly FormField[];
  /** Null where files are not accepted. */
  files: FileRules | null;
  encryptsReplies: boolean;
  instead?: ConflictAlternative;
  /** Checks with the same functions as the browser. Issues name the field in `path[0]`. */
  schema: ZodType<unknown>;
}

/** The choice of a field for a service. */
export interface ServiceChoice {
  field: string;
  value: string;
  /** Only the end of the choice's value is known. */
  isEnd?: true;
}

/** A string is the provider's own name. */
type ChoiceLabel = Message | string;

export interface ProviderChoice {
  value: string;
  label: ChoiceLabel;
  /** In the provider's words. */
  description?: string;
  group?: ChoiceLabel;
}

/** Our text about a list, and the provider's own words. */
export interface ProviderNote {
  text: Message;
  words?: string;
}

/** By field, as a provider's session gives them. */
export type ProviderChoices = Record<
  string,
  { choices: ProviderChoice[]; notes?: ProviderNote[] } | { problem: ProviderNote }
>;

/** For one reader. Labels are ours, or the provider's own, whose language is unknown. */
export interface Choice {
  value: string;
  label: string;
  isOurs?: true;
  /** In the provider's words. */
  description?: string;
  group?: string;
  groupIsOurs?: true;
}

export interface ChoiceNote {
  message: string;
  /** The provider's own words, untranslated. */
  words?: string;
}

interface OfferedChoices {
  choices: Choice[];
  notes?: ChoiceNote[];
  /** Since the list was fetched, if it is the last known one. */
  ageMinutes?: number;
}

export type FilingChoices = Record<string, OfferedChoices | { problem: ChoiceNote }>;
