/** The fields of a form as a browser posts it without scripts. */
export type PlainFields = Readonly<Partial<Record<string, string>>>;

/** Hidden fields of such a form. No provider field has this prefix. */
export const PLAIN = {
  viewer: "@viewer",
  formKey: "@form-key",
  draft: "@draft",
  version: "@version",
  continues: "@continues",
  /** Sends a text although it seems to hold a secret. */
  anyway: "@anyway",
  /** Names of files that no script has uploaded. */
  files: "@files",
  audience: "@audience",
  /** Keeps the values and shows the form again. */
  update: "@update",
} as const;

/** Forms send line breaks as two characters. */
export function withPlainBreaks(value: string | undefined): string {
  return (value ?? "").replace(/\r\n?/g, "\n");
}
