/**
 * Version of the rules by which search words are made. Raise it with every change of lib/search or
 * of what is searchable of a ticket: a job then makes the stored words anew.
 */
export const SEARCH_VERSION = 2;
