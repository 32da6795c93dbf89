import { env } from "../env";
import { hasPortalUrl } from "../portal-url";

/**
 * False without SMTP_URL, or without an address for links: nothing is queued then, and pages say
 * that no mail is sent.
 */
export const isMailConfigured = (): boolean => env().SMTP_URL !== undefined && hasPortalUrl();
