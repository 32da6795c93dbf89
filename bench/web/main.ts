import type { ChildProcess } from "node:child_process";

import getPort from "get-port";

import { runScript } from "../../scripts/lib/cli-error";
import { ensureBuild } from "../../scripts/lib/ensure-build";
import { startTemporaryDatabase } from "../../scripts/lib/postgres/temporary-database";
import { closePool, makeDatabase, setEnvironment } from "../engine/bench-database";
import { overBudget, printWeights, weighPages } from "../page-weight";
import { measurePages } from "../pages";
import { cookieOf, startBenchPortal, stopPortal } from "../portal";
import { argumentsOf, readSizes } from "../sizes";
import { printPaints } from "./browser";
import { fillBenchDatabase } from "./data";
import { measuredPages, printVerdicts } from "./pages";
import { makeStaff, overStaffBudget, staffPages } from "./staff-pages";

const SCRIPT = "bench/web/main";
const IS_STAFF = argumentsOf(SCRIPT).includes("--staff");

/** A million tickets, of customers with many or of many customers. */
const FULL = IS_STAFF
  ? { organizations: 10_000, tickets: 100, texts: 5_000, depth: 3 }
  : { organizations: 50, tickets: 20_000, texts: 5_000, depth: 600 };

const { sizes: SIZES } = readSizes({
  command: "bench:web",
  script: SCRIPT,
  flags: { staff: "measures the pages of staff, with 10,000 organizations" },
  full: { ...FULL, rounds: 3, seconds: 8 },
  smoke: { organizations: 2, tickets: 400, texts: 200, depth: 3, rounds: 1, seconds: 1 },
});

/** Nothing answers there: the pages are measured without a provider. */
const NO_PROVIDER = "http://127.0.0.1:9";

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Ends with 1 unless every target and budget is kept. */
async function main(): Promise<number> {
  const server = await startTemporaryDatabase();
  let portal: ChildProcess | undefined;
  try {
    setEnvironment(await makeDatabase(server, "web"), {
      HOSTUP_API_URL: NO_PROVIDER,
      UPSUN_API_URL: NO_PROVIDER,
      // Its sessions are made without a sign-in.
      SECOND_FACTOR: "waived",
    });
    say(`Writing ${SIZES.organizations} organizations of ${SIZES.tickets} tickets.`);
    const owner = await fillBenchDatabase(SIZES, say);
    say("Building the portal in production mode, unless that is done.");
    await ensureBuild();
    const port = await getPort();
    portal = await startBenchPortal(port);
    const address = `http://127.0.0.1:${port}`;
    const cookie = await cookieOf(IS_STAFF ? await makeStaff() : owner.userId);
    const pages = IS_STAFF
      ? await staffPages(address, owner.organizationId)
      : await measuredPages(address, owner.organizationId, SIZES.depth);
    const weighed = IS_STAFF
      ? Object.fromEntries(Object.entries(pages).map(([name, page]) => [name, page.address]))
      : {
          list: pages.list?.address ?? "",
          ticket: pages.ticket?.address ?? "",
          form: `${address}/tickets/new`,
        };
    const weights = await weighPages(weighed, cookie);
    printWeights(weights);
    say(`\nTen connections, ${SIZES.rounds} rounds of ${SIZES.seconds} s, interleaved.`);
    const addresses = Object.entries(pages).map(([name, page]) => [name, page.address] as const);
    const missed = printVerdicts(
      pages,
      await measurePages(Object.fromEntries(addresses), cookie, SIZES),
    );
    say("");
    if (!IS_STAFF) await printPaints(weighed, cookie);
    const heavy = IS_STAFF ? overStaffBudget(weights) : overBudget(weights);
    const failures = [...heavy, ...missed.map((name) => `${name}: too slow`)];
    say(failures.length === 0 ? "\nAll targets are kept." : `\n${failures.join("\n")}`);
    return failures.length === 0 ? 0 : 1;
  } finally {
    if (portal) await stopPortal(portal);
    await closePool();
    await server.stop();
  }
}

runScript(main);
