import { AUTO_REFRESH_COOKIE } from "@/lib/auth/schemas";

/** Long enough to send the request. A person's own request in that time does not count either. */
const SECONDS = 2;

/** Refreshes a page automatically, which does not count as use of the session. */
export function autoRefresh(router: { refresh(): void }): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${AUTO_REFRESH_COOKIE}=1; path=/; max-age=${SECONDS}; samesite=lax${secure}`;
  router.refresh();
}
