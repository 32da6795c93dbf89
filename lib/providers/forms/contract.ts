import type { ZodType } from "zod";

/** Shapes of a provider's filing form. Safe in the browser: a form is data and a zod schema. */

export interface Choice {
  value: string;
  label: string;
  description?: string;
  group?: string;
}

export interface FormField {
  /** The name in the form's values and in field errors. */
  name: string;
  label: string;
  /**
   * `list`: one entry on each line or separated by commas, as plain text in the form's values.
   * `addresses`: email addresses as people paste them, read by form-addresses.
   */
  kind: "text" | "textarea" | "select" | "url" | "list" | "addresses";
  required: boolean;
  help?: string;
  maxLength?: number;
  /** Fixed choices of a select; without them, and with `live`, they come from `filingChoices`. */
  choices?: readonly Choice[];
  live?: boolean;
  /** Live choices are asked for anew when one of these fields changes. */
  dependsOn?: readonly string[];
  /** Shown (and sent) only while another field has this value. */
  visibleWhen?: { field: string; value: string };
  /** The text of the empty choice of an optional select, e.g. "No service". */
  emptyChoice?: string;
}

/** What files a provider takes. Sizes in bytes. */
export interface FileRules {
  /** with-ticket: inside the call that files the ticket. pinned: uploaded to a ticket that exists, and carried by the next message. */
  way: "with-ticket" | "pinned";
  /** Whether a reply can bring files. */
  withReplies: boolean;
  most: number;
  largest: number;
  together: number;
}

/** What to offer when the provider refuses a ticket as things stand (provider_conflict) and a field holds this value. */
export interface Instead {
  field: string;
  value: string;
  change: string;
  label: string;
}

export interface FilingFormDescription {
  fields: readonly FormField[];
  /** Null where the provider takes none. */
  files: FileRules | null;
  /** Whether a reply to a ticket can be encrypted: where secrets belong. */
  encryptsReplies: boolean;
  instead?: Instead;
  /** Parses the form's values (all strings, by field name) in the browser and again on the server. Issues name the field in `path[0]`. */
  schema: ZodType<unknown>;
}

/** Choices that can be chosen from. */
export interface OfferedChoices {
  choices: Choice[];
  note?: string;
  /** Set for the last known list, offered until the provider tells a newer one: how old it is, e.g. "10 min ago". */
  asOf?: string;
}

/** The live choices of each live field, or why there are none: "failed" is never "none". */
export type FilingChoices = Record<string, OfferedChoices | { problem: string }>;
