/** The id of the form with the buttons of a ticket's actions. */
export const ACTS_FORM = "ticket-acts";
