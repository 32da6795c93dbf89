/**
 * The cookie of a page that refreshes itself, e.g. because a poll found news. Over https only the
 * portal's own host can set it, and no other host of its domain.
 */
export function autoRefreshCookie(isSecure: boolean): string {
  return isSecure ? "__Host-auto-refresh" : "auto-refresh";
}

export const PAGE_VIEWER_HEADER = "x-viewer";
