import { rememberTimeZone } from "@/components/shell/time-zone";
import { forgetLists } from "@/components/ui/navigation/list-memory";

/** Prepares the browser for the pages of the person who signs in. */
export function prepareSignIn(): void {
  forgetLists();
  rememberTimeZone();
}

/** Opens a page after a sign-in. A full load discards what was rendered for another person. */
export function openSignedIn(path: string): void {
  prepareSignIn();
  window.location.assign(path);
}
