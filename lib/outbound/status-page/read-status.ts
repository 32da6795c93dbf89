import { LRUCache } from "lru-cache";

import { AppError } from "../../errors";
import { request } from "../../http/request";
import { log } from "../../log";
import { parseSummary, type StatusReport } from "./parse-summary";

const FRESH_MS = 60_000;
/** After a failure. */
const PAUSE_MS = 30_000;
const TIMEOUT_MS = 3_000;
const LIMITS = {
  readMs: TIMEOUT_MS,
  deadlineMs: TIMEOUT_MS,
  attempts: 1,
  maxBytes: 256 * 1024,
};

interface ReadOptions {
  /** For tests. */
  fetch?: typeof fetch;
  readMs?: number;
}

interface Reading {
  report: Promise<StatusReport | null>;
  until: number;
}

const readings = new LRUCache<string, Reading>({ max: 20 });

/** Reads a `summary.json`, at most once a minute. Null when nothing is known. Never throws. */
export function readStatus(
  address: string,
  options: ReadOptions = {},
): Promise<StatusReport | null> {
  const last = readings.get(address);
  if (last && Date.now() < last.until) return last.report;
  const report = load(address, options).catch((error: unknown) => {
    log.warn({ err: error, address }, "a status page could not be read");
    return null;
  });
  const reading = { report, until: Date.now() + FRESH_MS };
  readings.set(address, reading);
  void report.then((found) => {
    if (found === null) reading.until = Date.now() + PAUSE_MS;
  });
  return report;
}

async function load(address: string, { fetch, readMs }: ReadOptions): Promise<StatusReport | null> {
  const { host, origin, pathname, searchParams } = new URL(address);
  const limits = { ...LIMITS, ...(readMs ? { readMs, deadlineMs: readMs } : {}) };
  const { status, text } = await request(
    { name: host, baseUrl: origin, limits, fetch },
    { method: "GET", path: pathname, query: Object.fromEntries(searchParams) },
  );
  if (status !== 200) throw new AppError("provider_unreadable");
  return parseSummary(JSON.parse(text));
}
