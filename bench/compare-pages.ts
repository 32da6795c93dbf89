import { Agent, request } from "node:http";

import { median, percentile, printTable } from "./figures";

const CONNECTIONS = 10;
const WARM_UP_REQUESTS = 1_500;

interface PageTimes {
  p50: number;
  p95: number;
}

export interface PagePair {
  mine: PageTimes;
  other: PageTimes;
}

/**
 * One sample: the same pages of two portals, `requests` to each. Every connection asks the two in
 * turn, so that both have the same load beside them at every moment. Throws unless every answer is
 * a 200.
 */
export async function comparePages(
  mine: Record<string, string>,
  other: Record<string, string>,
  cookie: string,
  requests: number,
): Promise<Map<string, PagePair>> {
  const pairs = new Map<string, PagePair>();
  const names = Object.keys(mine);
  for (const name of names)
    await askInTurn([mine[name] ?? "", other[name] ?? ""], cookie, WARM_UP_REQUESTS / names.length);
  for (const name of names) {
    const [first, second] = await askInTurn(
      [mine[name] ?? "", other[name] ?? ""],
      cookie,
      requests,
    );
    pairs.set(name, { mine: timesOf(first), other: timesOf(second) });
  }
  return pairs;
}

const timesOf = (times: readonly number[]): PageTimes => ({
  p50: percentile(times, 0.5),
  p95: percentile(times, 0.95),
});

/** Half of the connections begin with the second address. Returns milliseconds for each address. */
async function askInTurn(
  addresses: readonly [string, string],
  cookie: string,
  requests: number,
): Promise<[number[], number[]]> {
  const times: [number[], number[]] = [[], []];
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async (_, connection) => {
      const agent = new Agent({ keepAlive: true });
      for (let round = 0; round < (2 * requests) / CONNECTIONS; round++) {
        const side = (connection + round) % 2 === 0 ? 0 : 1;
        times[side].push(await millisecondsOf(addresses[side], cookie, agent));
      }
      agent.destroy();
    }),
  );
  return times;
}

function millisecondsOf(address: string, cookie: string, agent: Agent): Promise<number> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    request(address, { agent, headers: { cookie } }, (answer) => {
      if (answer.statusCode !== 200)
        reject(new Error(`${address} answered ${answer.statusCode ?? "nothing"}.`));
      answer.on("error", reject);
      answer.on("end", () => resolve(performance.now() - began));
      answer.resume();
    })
      .on("error", reject)
      .end();
  });
}

/** Ratios are medians of the samples' ratios. */
export function printComparison(samples: ReadonlyArray<Map<string, PagePair>>): void {
  const [first] = samples;
  const pairsOf = (name: string) => samples.flatMap((sample) => sample.get(name) ?? []);
  printTable(
    ["page", "p50 ms", "other's", "p50 / other's", "p95 ms", "other's", "p95 / other's"],
    [...(first?.keys() ?? [])].map((name) => [
      name,
      ...(["p50", "p95"] as const).flatMap((what) => [
        median(pairsOf(name).map(({ mine }) => mine[what])).toFixed(1),
        median(pairsOf(name).map(({ other }) => other[what])).toFixed(1),
        median(pairsOf(name).map(({ mine, other }) => mine[what] / other[what])).toFixed(3),
      ]),
    ]),
  );
}
