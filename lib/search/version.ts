/** Raise with every change of these rules or of what is searchable: a job then reindexes. */
export const SEARCH_VERSION = 4;
