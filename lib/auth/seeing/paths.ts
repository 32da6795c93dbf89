/** Says whom staff see the portal as, and what is closed to them meanwhile. */
export const SEEING_PAGE = "/seeing";

/** Addresses that the forms post to. */
export const START_SEEING = "/api/staff/seeing";
export const STOP_SEEING = "/api/seeing/stop";

/** A page of the person's own, or of staff. */
export type ClosedPage = "own" | "staff";

export const closedPage = (closed: ClosedPage) => `${SEEING_PAGE}?closed=${closed}` as const;
