import type { ZodType } from "zod";

/** Data and a zod schema, safe in the browser. */

export interface Choice {
  value: string;
  label: string;
  description?: string;
  group?: string;
}

export interface FormField {
  name: string;
  label: string;
  /** `list`: one entry per line or comma. `addresses`: pasted email addresses. */
  kind: "text" | "textarea" | "select" | "url" | "list" | "addresses";
  required: boolean;
  help?: string;
  maxLength?: number;
  /** Without them, `live` choices come from `filingChoices`. */
  choices?: readonly Choice[];
  live?: boolean;
  /** Reloads live choices when one of these fields changes. */
  dependsOn?: readonly string[];
  /** Shown and sent only while another field has this value. */
  visibleWhen?: { field: string; value: string };
  emptyChoice?: string;
}

/** Sizes in bytes. */
export interface FileRules {
  /** with-ticket: in the filing call. pinned: joins the next message. */
  way: "with-ticket" | "pinned";
  withReplies: boolean;
  most: number;
  largest: number;
  together: number;
}

/** Offered after provider_conflict while a field has this value. */
export interface ConflictAlternative {
  field: string;
  value: string;
  change: string;
  label: string;
}

export interface FilingFormDescription {
  fields: readonly FormField[];
  /** Null where files are not accepted. */
  files: FileRules | null;
  encryptsReplies: boolean;
  instead?: ConflictAlternative;
  /** For browser and server. Issues name the field in `path[0]`. */
  schema: ZodType<unknown>;
}

interface OfferedChoices {
  choices: Choice[];
  note?: string;
  asOf?: string;
}

export type FilingChoices = Record<string, OfferedChoices | { problem: string }>;
