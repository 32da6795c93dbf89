export const MAX_CASE_TICKETS = 20;
/** Open cases of one organization. */
export const MAX_OPEN_CASES = 200;
