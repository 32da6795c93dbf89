/** Rows of one file. */
export const MAX_EXPORTED = 50_000;
