import autocannon from "autocannon";

import { median, percentile, printTable } from "./figures";

export interface PageFigures {
  p50: number;
  p95: number;
  perSecond: number;
}

/** The measured pages of a portal, by name. `ticketId` is of a ticket that the user may see. */
export function pageAddresses(portal: string, ticketId: string): Record<string, string> {
  return {
    trivial: `${portal}/trivial`,
    "/tickets": `${portal}/tickets`,
    "/tickets?q": `${portal}/tickets?q=disk`,
    "/tickets/[id]": `${portal}/tickets/${ticketId}`,
  };
}

interface RoundSizes {
  rounds: number;
  seconds: number;
}

const WARM_UP_SECONDS = 3;

/** Measures the pages in turn, round by round, after a warm-up. */
export async function measurePages(
  pages: Record<string, string>,
  cookie: string,
  { rounds, seconds }: RoundSizes,
): Promise<Map<string, PageFigures[]>> {
  const figures = new Map<string, PageFigures[]>(Object.keys(pages).map((name) => [name, []]));
  for (const address of Object.values(pages)) await measurePage(address, cookie, WARM_UP_SECONDS);
  for (let round = 0; round < rounds; round++) {
    for (const [name, address] of Object.entries(pages))
      figures.get(name)?.push(await measurePage(address, cookie, seconds));
  }
  return figures;
}

const middle = (figures: PageFigures[] | undefined, what: keyof PageFigures): number =>
  median((figures ?? []).map((figure) => figure[what]));

export function printPages(figures: Map<string, PageFigures[]>): void {
  const of = (name: string, what: keyof PageFigures) => middle(figures.get(name), what);
  const ratio = (name: string, what: keyof PageFigures) =>
    (of(name, what) / of("trivial", what)).toFixed(2);
  printTable(
    ["page", "p50 ms", "p95 ms", "requests/s", "p50 / trivial", "p95 / trivial"],
    [...figures.keys()].map((name) => [
      name,
      of(name, "p50").toFixed(1),
      of(name, "p95").toFixed(1),
      of(name, "perSecond").toFixed(0),
      ratio(name, "p50"),
      ratio(name, "p95"),
    ]),
  );
}

const MAX_SECONDS = 30;

/** Ten connections, at full speed or a fixed rate. Throws unless every answer is a 200. */
export async function measurePage(
  url: string,
  cookie: string,
  seconds: number,
  perSecond?: number,
): Promise<PageFigures> {
  const times: number[] = [];
  const statuses = new Set<number>();
  const instance = autocannon({
    url,
    connections: 10,
    duration: seconds,
    ...(perSecond === undefined ? {} : { overallRate: perSecond }),
    headers: { cookie },
    setupClient: (client) => {
      client.on("response", (status: number, _bytes: number, milliseconds: number) => {
        statuses.add(status);
        times.push(milliseconds);
      });
    },
  });
  const result = await instance;
  // A busy machine may need longer than that for one answer.
  if (times.length === 0 && result.errors === 0 && seconds < MAX_SECONDS)
    return measurePage(url, cookie, seconds * 2, perSecond);
  if (statuses.size !== 1 || !statuses.has(200) || result.errors > 0)
    throw new Error(`${url} answered ${[...statuses].join(", ")} with ${result.errors} errors.`);
  return {
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    perSecond: result.requests.average,
  };
}
