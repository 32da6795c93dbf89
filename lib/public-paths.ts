/** Pages behind a link of an email: the last part of their path is a secret. */
const SECRET_PAGES = [
  "link",
  "invite",
  "reset",
  "confirm-address",
  "keep-address",
  "first-administrator",
  "unsubscribe",
];

const NAMES = SECRET_PAGES.join("|");
const SECRET_PATH = new RegExp(`^/(?:${NAMES})/[^/]+$`);
const SECRET_IN_TEXT = new RegExp(`((?:/|%2F)(?:${NAMES})(?:/|%2F))[\\w-]{16,}`, "gi");

/** Sign-in and its steps. */
const SIGN_IN_PATH = /^\/login(?:\/[a-z-]+)?$/;

/** Pages for people who are not signed in. */
export function isPublicPath(pathname: string): boolean {
  return SIGN_IN_PATH.test(pathname) || isSecretPath(pathname);
}

export function isSecretPath(pathname: string): boolean {
  return SECRET_PATH.test(pathname);
}

/** Removes the secrets of addresses from a text, e.g. of a log. */
export function redactSecretPaths(text: string): string {
  return text.replace(SECRET_IN_TEXT, "$1[removed]");
}

/** Of every answer below a secret page. */
export const SECRET_PAGE_HEADERS: Readonly<Record<string, string>> = {
  "referrer-policy": "no-referrer",
  "cache-control": "private, no-store",
  "x-robots-tag": "noindex, nofollow",
};
