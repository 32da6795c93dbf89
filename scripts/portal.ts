import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

import getPort from "get-port";

import { startMailCatcher } from "../sandbox/mail/catcher";
import { startHostupSandbox, startUpsunSandbox } from "../sandbox/start";
import { CliError, runScript } from "./lib/cli-error";
import { noReplies, PORTAL_ADDRESS } from "./lib/portal-mail";
import { startPortalServer } from "./lib/portal-server";
import { copyTemplate } from "./lib/postgres/template-copy";
import { TEST_SECRETS } from "./lib/test-secrets";
import { untilAskedToEnd } from "./lib/until-asked-to-end";

export type PortalSeed = "people" | "demo" | "year";

/** One line of JSON, printed when everything answers. */
export interface PortalAddresses {
  url: string;
  databaseUrl: string;
  cronSecret: string;
  hostup: { url: string; apiUrl: string };
  upsun: { url: string; apiUrl: string; authUrl: string };
  mail: { url: string; smtpUrl: string };
  log: string;
}

/** Passed on to the portal. */
const GIVEN_VARIABLES = [
  "HOSTUP_STATUS_URL",
  "OIDC_ISSUERS",
  "PSEUDO_TEXTS",
  "SECOND_FACTOR",
  "UPSUN_CONVERSATION",
  "UPSUN_STATUS_URL",
];

/**
 * `node scripts/run.mjs portal people`: a test worker's portal, until standard input ends. Its
 * database is a copy of the template on `TEST_DATABASE_SERVER`, which has the demo's people;
 * `portal demo` adds their accounts and tickets; `portal year` has the demo's year instead, at its
 * recorded times.
 */
runScript(async () => {
  const seed = seedNamed(process.argv[3] ?? "people");
  const databaseServer = process.env.TEST_DATABASE_SERVER;
  if (!databaseServer) throw new CliError("TEST_DATABASE_SERVER is missing: see test-database.");
  const end = untilAskedToEnd();
  const stops: Array<() => Promise<unknown>> = [];
  try {
    const folder = await mkdtemp(path.join(os.tmpdir(), "ticketbridge-portal-"));
    stops.unshift(() => rm(folder, { recursive: true, force: true }));
    const database = await copyTemplate(databaseServer);
    stops.unshift(() => database.drop());
    const hostup = await startHostupSandbox({ tokenLifetimeS: 900 });
    stops.unshift(() => hostup.stop());
    const upsun = await startUpsunSandbox();
    stops.unshift(() => upsun.stop());
    const port = await getPort({ host: "127.0.0.1" });
    const portalUrl = `http://127.0.0.1:${port}`;
    const mail = await startMailCatcher({ noReplies: noReplies(portalUrl) });
    stops.unshift(() => mail.stop());
    const env = {
      ...TEST_SECRETS,
      DATABASE_URL: database.url,
      NEXTAUTH_URL: portalUrl,
      HOSTUP_API_URL: hostup.apiUrl,
      UPSUN_API_URL: upsun.apiUrl,
      UPSUN_AUTH_URL: upsun.authUrl,
      SECOND_FACTOR: "waived",
      SMTP_URL: mail.smtpUrl,
      MAIL_FROM: `Ticketbridge <${PORTAL_ADDRESS}>`,
      ...Object.fromEntries(
        GIVEN_VARIABLES.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
      ),
    };
    if (seed === "demo") await fill(env, hostup.url, upsun.url);
    if (seed === "year") await fillYear(env, database.url);
    const log = path.join(folder, "portal.log");
    const server = await startPortalServer({
      port,
      host: "127.0.0.1",
      log,
      env: { PATH: process.env.PATH, TZ: "UTC", NODE_ENV: "production", ...env },
    });
    stops.unshift(() => server.stop());
    const addresses: PortalAddresses = {
      url: server.url,
      databaseUrl: database.url,
      cronSecret: TEST_SECRETS.CRON_SECRET,
      hostup: { url: hostup.url, apiUrl: hostup.apiUrl },
      upsun: { url: upsun.url, apiUrl: upsun.apiUrl, authUrl: upsun.authUrl },
      mail: { url: mail.url, smtpUrl: mail.smtpUrl },
      log,
    };
    process.stdout.write(`${JSON.stringify(addresses)}\n`);
    await end;
  } finally {
    for (const stop of stops) await stop().catch(() => undefined);
  }
});

function seedNamed(name: string): PortalSeed {
  if (name === "people" || name === "demo" || name === "year") return name;
  throw new CliError(`There is no seed ${name}: people, demo or year.`);
}

/** Imported late, because its modules read the environment once. */
async function fill(
  env: Record<string, string | undefined>,
  hostupUrl: string,
  upsunUrl: string,
): Promise<void> {
  Object.assign(process.env, env);
  const { seed } = await import("../prisma/seed");
  await seed({ hostup: { url: hostupUrl }, upsun: { url: upsunUrl }, say: () => undefined });
}

/** Imported late, too. */
async function fillYear(
  env: Record<string, string | undefined>,
  databaseUrl: string,
): Promise<void> {
  Object.assign(process.env, env);
  const { loadYear } = await import("./demo/recording/load-year");
  await loadYear(databaseUrl);
}
