/** The texts of a form by field name. */
export type FormValues = Record<string, string>;
