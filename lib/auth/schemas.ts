/** Set by a page that refreshes itself, e.g. because a poll found news. */
export const AUTO_REFRESH_COOKIE = "auto-refresh";

export const PAGE_VIEWER_HEADER = "x-viewer";
