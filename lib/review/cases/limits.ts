export const MAX_CASE_TICKETS = 20;
/** Of one organization. */
export const MAX_OPEN_CASES = 200;
