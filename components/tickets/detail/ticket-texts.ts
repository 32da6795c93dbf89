/** Texts of the browser components of every ticket page. */
export const TICKET_TEXTS = ["ticketLive", "reference", "download", "ticketTools"] as const;
