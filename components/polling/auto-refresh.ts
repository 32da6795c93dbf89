import { autoRefreshCookie } from "@/lib/auth/schemas";

/** Long enough to send the request. A person's own request in that time does not count either. */
const SECONDS = 2;

/** Refreshes a page automatically, which does not count as use of the session. */
export function autoRefresh(router: { refresh(): void }): void {
  const isSecure = location.protocol === "https:";
  const name = autoRefreshCookie(isSecure);
  document.cookie = `${name}=1; path=/; max-age=${SECONDS}; samesite=lax${isSecure ? "; secure" : ""}`;
  router.refresh();
}
