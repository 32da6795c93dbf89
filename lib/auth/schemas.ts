/** Set by a page that refreshes itself, e.g. because a poll found news. */
export const OWN_REFRESH_COOKIE = "own-refresh";

export const PAGE_VIEWER_HEADER = "x-viewer";
