import { env } from "../env";

/** False without SMTP_URL: nothing is queued then, and pages say that no mail is sent. */
export const isMailConfigured = (): boolean => env().SMTP_URL !== undefined;
