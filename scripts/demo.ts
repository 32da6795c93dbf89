import { existsSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";

import { migrate } from "../lib/db/migrate/migrate";
import { startMailCatcher } from "../sandbox/mail/catcher";
import { checkFolders, choosePort } from "./demo/checks";
import { startCron } from "./demo/cron";
import { checkGivenEnvironment, portalEnvironment } from "./demo/environment";
import { fillDatabase } from "./demo/fill-database";
import { type DemoOptions, demoOptions } from "./demo/options";
import { isEmptyDatabase } from "./demo/recording/is-empty-database";
import { beginHistory } from "./demo/recording/load-recording";
import { sandboxNames, sandboxStateFile, startSandboxes } from "./demo/sandboxes";
import { summary } from "./demo/summary";
import { CliError, reportError } from "./lib/cli-error";
import { ensureBuild } from "./lib/ensure-build";
import { releaseFolder, takeFolder } from "./lib/folder-lock";
import { noReplies } from "./lib/portal-mail";
import { startPortalServer } from "./lib/portal-server";
import { removeEmbeddedDatabase, startEmbeddedDatabase } from "./lib/postgres/embedded-database";
import { DATABASE_FOLDER } from "./lib/postgres/local-database";
import { elapsed, say, step } from "./lib/progress";
import { DATA, ROOT } from "./lib/root";
import { localSecrets, type Secrets } from "./lib/secrets";
import { Interrupted, Supervisor } from "./lib/supervisor";

const LOG = path.join(DATA, "logs", "portal.log");

/** `npm run demo` and `npm run dev`: run until Ctrl-C or SIGTERM. */
async function main(supervisor: Supervisor): Promise<void> {
  const from = performance.now();
  const given = { ...process.env };
  const options = demoOptions(process.argv.slice(3), given);
  if (given.NODE_ENV === "production" && !given.DATABASE_URL) {
    throw new CliError(
      "DATABASE_URL is required in production: unset NODE_ENV to let the demo use a database of its own.",
    );
  }
  takeOver(supervisor);
  if (options.fresh) forget();
  const secrets = await localSecrets(DATA);
  checkGivenEnvironment(given, secrets);
  const port = await choosePort(options.port, options.host);
  say(`Ticketbridge ${options.dev ? "with hot reload" : "demo"} in ${ROOT}`);
  await start(supervisor, { ...options, port }, given, secrets, from);
}

function takeOver(supervisor: Supervisor): void {
  checkFolders();
  const holder = takeFolder(DATA, "The demo");
  if (holder)
    throw new CliError(
      `${holder.purpose} already runs in this folder (process ${holder.pid}); end it first, or use another checkout.`,
    );
  supervisor.onEnd(() => releaseFolder(DATA));
}

/** Keeps the lock, which the caller holds. */
function forget(): void {
  removeEmbeddedDatabase(DATABASE_FOLDER);
  for (const name of existsSync(DATA) ? readdirSync(DATA) : []) {
    if (name !== "lock") rmSync(path.join(DATA, name), { recursive: true, force: true });
  }
}

async function start(
  supervisor: Supervisor,
  options: DemoOptions,
  given: NodeJS.ProcessEnv,
  secrets: Secrets,
  from: number,
): Promise<void> {
  const mode = options.dev ? "development" : "production";
  const portalUrl = `http://${options.host === "127.0.0.1" ? "localhost" : options.host}:${options.port}`;
  const built = options.dev
    ? undefined
    : step("Building the portal", ensureBuild, (made) =>
        made ? "Built the portal" : "The build is up to date",
      );
  const filled = (async () => {
    const databaseUrl = await openMigratedDatabase(supervisor, given, secrets);
    const history = (await isEmptyDatabase(databaseUrl))
      ? await beginHistory(sandboxNames(given), sandboxStateFile)
      : null;
    const sandboxes = await openSandboxes(supervisor, given);
    const mail = await openMailCatcher(supervisor, given, portalUrl);
    const environment = portalEnvironment(
      given,
      secrets,
      { databaseUrl, portalUrl, mail, ...sandboxes },
      mode,
    );
    await step(
      "Filling the database",
      () => fillDatabase(environment, sandboxes, history),
      (said) => said || "The database is filled",
    );
    return { environment, sandboxes, mail };
  })();
  const [{ environment, sandboxes, mail }] = await supervisor.during(Promise.all([filled, built]));
  const server = await supervisor.during(
    step("Starting the portal", async () => {
      const started = await startPortalServer({
        ...options,
        env: environment,
        log: LOG,
        echo: options.dev,
      });
      supervisor.onEnd(() => started.stop());
      return started;
    }),
  );
  supervisor.onEnd(startCron(server.url, environment.CRON_SECRET ?? "", say));
  for (const line of summary(
    portalUrl,
    sandboxes,
    mail,
    path.relative(process.cwd(), LOG),
    elapsed(from),
  ))
    say(line);
  const code = await supervisor.during(server.ended);
  throw new CliError(`The portal ended by itself with code ${code}; its last words are in ${LOG}.`);
}

async function openMigratedDatabase(
  supervisor: Supervisor,
  given: NodeJS.ProcessEnv,
  secrets: Secrets,
): Promise<string> {
  const url = given.DATABASE_URL || (await openOwnDatabase(supervisor, secrets));
  await step(
    "Applying migrations",
    () => migrate({ databaseUrl: url, root: ROOT }),
    (applied) => `The database has all migrations, ${applied.length} of them new`,
  );
  return url;
}

async function openOwnDatabase(supervisor: Supervisor, secrets: Secrets): Promise<string> {
  const database = await step("Starting the database", async () => {
    const options = {
      folder: DATABASE_FOLDER,
      password: secrets.databasePassword,
      durability: "durable" as const,
      say: (line: string) => say(`    ${line}`),
    };
    const started = await startEmbeddedDatabase(options);
    supervisor.onEnd(() => started.stop());
    return started;
  });
  return database.url();
}

async function openSandboxes(supervisor: Supervisor, given: NodeJS.ProcessEnv) {
  const sandboxes = await startSandboxes(given);
  for (const sandbox of Object.values(sandboxes)) supervisor.onEnd(() => sandbox.stop());
  return sandboxes;
}

/** Only without a configured mail server. */
async function openMailCatcher(
  supervisor: Supervisor,
  given: NodeJS.ProcessEnv,
  portalUrl: string,
) {
  if (given.SMTP_URL) return undefined;
  const catcher = await startMailCatcher({ noReplies: noReplies(portalUrl) });
  supervisor.onEnd(() => catcher.stop());
  return catcher;
}

const supervisor = new Supervisor();

main(supervisor).then(
  () => process.exit(0),
  async (error: unknown) => {
    const asked = error instanceof Interrupted;
    if (asked) say("\nEnding the portal, the sandboxes and the database …");
    else process.stderr.write(`${reportError(error)}\n`);
    await supervisor.end();
    if (asked) say("Everything has ended; the next start goes on from here.");
    process.exit(asked ? 0 : 1);
  },
);
