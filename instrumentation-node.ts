import { firstAdministratorLink } from "./lib/accounts/first-administrator/commands";
import { env, EnvError } from "./lib/env";
import { deliverNow } from "./lib/jobs/notices";
import { sendPushesNow } from "./lib/jobs/pushes";
import { postWebhooksNow } from "./lib/jobs/webhooks";
import { log } from "./lib/log";
import { hasPortalUrl } from "./lib/portal-url";

/** Exits with code 1 and the reasons on stderr when the environment is invalid. */
export function checkEnvironment(): void {
  try {
    const { NODE_ENV: mode, TRUSTED_PROXIES: proxies, VERCEL: vercel } = env();
    if (mode === "production" && proxies === 0 && vercel === undefined)
      log.warn(
        "TRUSTED_PROXIES is 0: no visitor's address is known, so all share one network's limits",
      );
    if (!hasPortalUrl())
      log.warn(
        "NEXTAUTH_URL is not set: no mail is sent and no link is shown, as it would lead nowhere",
      );
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** Prints a link to the first account of a portal without people, past the log, which removes it. */
export async function offerFirstAccount(): Promise<void> {
  try {
    const link = await firstAdministratorLink();
    if (link)
      process.stdout.write(
        `Nobody has an account yet. Create the administrator's here within 24 hours:\n${link}\n`,
      );
  } catch (error) {
    log.warn({ err: error }, "the database did not say whether the portal has people");
  }
}

/** Delivers a request's notices right after its response. */
export function deliverAfterRequests(): void {
  globalThis.ticketbridgeDeliver = async () => {
    const deliverNotices = async () => {
      const isSent = await deliverNow();
      return (await sendPushesNow()) || isSent;
    };
    const done = await Promise.all([deliverNotices(), postWebhooksNow()]);
    return done.includes(true);
  };
}
