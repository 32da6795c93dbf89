/** Opening a ticket this long after it was last seen begins a new visit. */
export const VISIT_MS = 30 * 60_000;
