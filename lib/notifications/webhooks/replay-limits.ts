/** Limit of one replay; the next one continues. */
export const MAX_REPLAYED = 10_000;
/** Notices are kept this long. */
export const REPLAYABLE_DAYS = 400;
