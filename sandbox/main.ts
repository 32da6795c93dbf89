import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";

import { hostupAccounts, upsunAccounts } from "./accounts";
import { startHostupSandbox, startUpsunSandbox } from "./start";

const print = (line = "") => process.stdout.write(`${line}\n`);

/**
 * Starts both sandboxes alone and prints where they are and what opens them. Ends on SIGINT or SIGTERM.
 * `--hostup-port`, `--upsun-port` and `--state <folder>` (what was filed is there after a restart) are optional.
 */
export async function main(args: string[] = process.argv.slice(2)): Promise<void> {
  // Before anything is printed: whoever reads that they run may end them at once.
  const ended = new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  const { values } = parseArgs({
    args,
    options: {
      "hostup-port": { type: "string" },
      "upsun-port": { type: "string" },
      state: { type: "string" },
    },
  });
  const common = { answerAfterMs: [90_000, 240_000] as [number, number] };
  const kept = (name: string) =>
    values.state === undefined ? {} : { statePath: join(values.state, `${name}.json`) };
  const hostup = await startHostupSandbox({
    ...common,
    ...kept("hostup"),
    port: Number(values["hostup-port"] ?? 0),
  });
  const upsun = await startUpsunSandbox({
    ...common,
    ...kept("upsun"),
    port: Number(values["upsun-port"] ?? 0),
  });

  print(`HostUp sandbox  ${hostup.url}   (page for people, OpenAPI at /openapi.json)`);
  print(`  HOSTUP_API_URL=${hostup.apiUrl}`);
  for (const account of Object.values(hostupAccounts))
    print(`  ${account.label.padEnd(20)} ${account.key.key}`);
  print();
  print(`Upsun sandbox   ${upsun.url}`);
  print(`  UPSUN_API_URL=${upsun.apiUrl}`);
  print(`  UPSUN_AUTH_URL=${upsun.authUrl}`);
  for (const account of Object.values(upsunAccounts))
    print(`  ${account.label.padEnd(20)} ${account.key.key}`);
  print();
  print("More keys, tickets, faults and the journal are on the pages. Ctrl-C ends both.");

  await ended;
  await Promise.race([
    Promise.all([hostup.stop(), upsun.stop()]),
    wait(3000, undefined, { ref: false }),
  ]);
}

if (process.argv[1]?.endsWith("sandbox/main.ts")) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
