/**
 * Returns the name of the cookie that marks a page's own refreshes, e.g. because a poll found
 * updates. Over HTTPS only the portal's own host can set it, and no other host of its domain.
 */
export function autoRefreshCookie(isSecure: boolean): string {
  return isSecure ? "__Host-auto-refresh" : "auto-refresh";
}

export const PAGE_VIEWER_HEADER = "x-viewer";
