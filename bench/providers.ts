import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";

import { runScript } from "../scripts/lib/cli-error";
import { ROOT } from "../scripts/lib/root";
import { median, printTable } from "./figures";
import type { BenchSandboxes } from "./providers-sandboxes";
import { openSubject, type Subject } from "./providers-subjects";
import { readSizes } from "./sizes";

const { sizes: SIZES } = readSizes({
  command: "bench:providers",
  script: "bench/providers",
  full: { tickets: 10_000, warm: 300, rounds: 30, calls: 40, walks: 3 },
  smoke: { tickets: 200, warm: 5, rounds: 2, calls: 3, walks: 1 },
});
const TARGET = 1.5;

const say = (line: string) => process.stdout.write(`${line}\n`);

interface Cost {
  wallMs: number;
  cpuMs: number;
}

/** Average over so many calls in a row. */
async function cost(calls: number, call: () => Promise<unknown>): Promise<Cost> {
  const cpu = process.cpuUsage();
  const started = performance.now();
  for (let number = 0; number < calls; number++) await call();
  const wallMs = (performance.now() - started) / calls;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs, cpuMs: (user + system) / 1_000 / calls };
}

/** By turns, so that other load on the machine affects both. */
async function compare(
  name: string,
  bare: () => Promise<unknown>,
  client: () => Promise<unknown>,
): Promise<{ row: string[]; ratio: number }> {
  await cost(SIZES.warm, bare);
  await cost(SIZES.warm, client);
  const rounds: { bare: Cost; client: Cost }[] = [];
  for (let round = 0; round < SIZES.rounds; round++) {
    const first = await cost(SIZES.calls, round % 2 === 0 ? bare : client);
    const second = await cost(SIZES.calls, round % 2 === 0 ? client : bare);
    rounds.push(
      round % 2 === 0 ? { bare: first, client: second } : { bare: second, client: first },
    );
  }
  const of = (whose: "bare" | "client", what: keyof Cost) =>
    median(rounds.map((round) => round[whose][what]));
  const ratioOf = (what: keyof Cost) =>
    median(rounds.map((round) => round.client[what] / round.bare[what]));
  const milliseconds = (value: number) => value.toFixed(3);
  const ratio = ratioOf("wallMs");
  return {
    ratio,
    row: [
      name,
      milliseconds(of("bare", "wallMs")),
      milliseconds(of("client", "wallMs")),
      ratio.toFixed(2),
      milliseconds(of("bare", "cpuMs")),
      milliseconds(of("client", "cpuMs")),
      ratioOf("cpuMs").toFixed(2),
    ],
  };
}

/** The whole account, bare and with the client by turns. */
async function walk(subject: Subject): Promise<string[]> {
  const speeds: { pages: number; tickets: number; bare: number; client: number }[] = [];
  for (let number = 0; number < SIZES.walks; number++) {
    const bareStarted = performance.now();
    await subject.bareWalk();
    const clientStarted = performance.now();
    let [pages, tickets] = [0, 0];
    for await (const page of subject.session.listTickets()) {
      pages += 1;
      tickets += page.tickets.length;
    }
    const ended = performance.now();
    if (tickets !== SIZES.tickets)
      throw new Error(`${subject.name}: ${tickets} of ${SIZES.tickets} tickets came.`);
    speeds.push({
      pages,
      tickets,
      bare: clientStarted - bareStarted,
      client: ended - clientStarted,
    });
  }
  const perSecond = (what: "pages" | "tickets") =>
    median(speeds.map((speed) => (speed[what] / speed.client) * 1_000)).toFixed(0);
  const ratio = median(speeds.map(({ bare, client }) => client / bare));
  return [
    subject.name,
    String(speeds[0]?.pages ?? 0),
    perSecond("pages"),
    perSecond("tickets"),
    ratio.toFixed(2),
  ];
}

async function start(): Promise<{ sandboxes: BenchSandboxes; child: ChildProcess }> {
  const child = spawn(
    process.execPath,
    [
      path.join(ROOT, "node_modules/tsx/dist/cli.mjs"),
      path.join(ROOT, "bench/providers-sandboxes.ts"),
      String(SIZES.tickets),
    ],
    { cwd: ROOT, stdio: ["pipe", "pipe", "inherit"] },
  );
  if (!child.stdout) throw new Error("The sandboxes have no output.");
  for await (const line of createInterface(child.stdout))
    return { sandboxes: JSON.parse(line) as BenchSandboxes, child };
  throw new Error("The sandboxes ended before they were ready.");
}

/** Against a bare `fetch`, per call and over a large account. */
async function main(): Promise<number> {
  const { sandboxes, child } = await start();
  try {
    say(
      `One call after another, ${SIZES.rounds} rounds of ${SIZES.calls} bare and ${SIZES.calls} through a session, by turns; the sandboxes in a process of their own.`,
    );
    const compared: Awaited<ReturnType<typeof compare>>[] = [];
    for (const provider of ["hostup", "upsun"] as const) {
      const subject = await openSubject(provider, sandboxes.demo);
      compared.push(await compare(`${subject.name}, one ticket`, subject.bareRead, subject.read));
      compared.push(
        await compare(
          `${subject.name}, a list page of ${subject.pageSize}`,
          subject.bareFirstPage,
          subject.firstPage,
        ),
      );
    }
    printTable(
      ["per call", "bare ms", "client ms", "ratio", "bare CPU ms", "client CPU ms", "CPU ratio"],
      compared.map(({ row }) => row),
    );
    say(`Median ratio of the time per call; target: at most ${TARGET}.\n`);

    say(`An account of ${SIZES.tickets} tickets, page by page, ${SIZES.walks} walks.`);
    const walked: string[][] = [];
    for (const provider of ["hostup", "upsun"] as const)
      walked.push(await walk(await openSubject(provider, sandboxes.large)));
    printTable(["walk", "pages", "pages/s", "tickets/s", "time / bare"], walked);
    return compared.every(({ ratio }) => ratio <= TARGET) ? 0 : 1;
  } finally {
    child.stdin?.end();
  }
}

runScript(main);
