/** Holds the draft's connection; no form field begins like this. */
export const ACCOUNT = "@account";
