/** What the browser says on the page of any ticket. */
export const TICKET_TEXTS = ["ticketLive", "reference", "download"] as const;
