import autocannon from "autocannon";

import { percentile } from "./figures";

export interface PageFigures {
  p50: number;
  p95: number;
  perSecond: number;
}

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
  if (statuses.size !== 1 || !statuses.has(200) || result.errors > 0)
    throw new Error(`${url} answered ${[...statuses].join(", ")} with ${result.errors} errors.`);
  return {
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    perSecond: result.requests.average,
  };
}
