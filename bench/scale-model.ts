import { nextSyncTime } from "../lib/mirror/sync/next-sync-time";
import type { Measured } from "./scale-measured";

/** Shares are 0 to 1. */
export interface Assumptions {
  organizations: number;
  connectionsPerOrganization: number;
  /** Viewed or used within ten minutes. */
  requestedShare: number;
  /** With an unfinished ticket; of the connections that are not wanted. */
  openShare: number;
  ticketsPerConnection: number;
  ticketsPerPage: number;
  /** New or changed tickets of one connection, each read in full. */
  changedPerDay: number;
  /** Calls once an hour, including the categories. */
  inventoryCalls: number;
  callMs: number;
  /** Calls with one credential. */
  limitPerMinute: number;
  /** Of one worker or function call. */
  readsAtOnce: number;
  /** Database connections of one worker or function call. */
  poolSize: number;
  /** Days that each run's row is kept. */
  runDays: number;
}

export const USUAL: Assumptions = {
  organizations: 10_000,
  connectionsPerOrganization: 10,
  requestedShare: 0.01,
  openShare: 0.2,
  ticketsPerConnection: 200,
  ticketsPerPage: 100,
  changedPerDay: 2,
  inventoryCalls: 4,
  callMs: 150,
  limitPerMinute: 600,
  readsAtOnce: 4,
  poolSize: 10,
  runDays: 90,
};

export interface Load {
  pace: { requestedS: number; openS: number; quietS: number };
  pagesPerSweep: number;
  sweepsPerSecond: number;
  /** To all providers. */
  callsPerMinute: number;
  /** Of the most demanding credential. */
  callsPerMinuteOfOne: number;
  shareOfLimit: number;
  /** With more, a wanted or open connection exceeds its limit. */
  mostTickets: { wanted: number; open: number };
  readsUnderWay: number;
  workers: number;
  workerCores: number;
  databaseConnections: number;
  commitsPerSecond: number;
  shareOfQueue: number;
  tickets: number;
  rows: number;
  heapBytes: number;
  indexBytes: number;
  runsPerDay: number;
  runBytes: number;
  importWalBytes: number;
  walBytesPerDay: number;
}

const SECONDS_A_DAY = 86_400;

/** Seconds, without the planner's spread. */
function paceOf(hasOpen: boolean, wanted: boolean): number {
  return (
    (nextSyncTime({ outcome: "complete", failures: 0, hasOpen, recentlyUsed: wanted }, 0, 0.5) ??
      0) / 1_000
  );
}

export function loadOf(given: Assumptions, measured: Measured): Load {
  const connections = given.organizations * given.connectionsPerOrganization;
  const pace = {
    requestedS: paceOf(true, true),
    openS: paceOf(true, false),
    quietS: paceOf(false, false),
  };
  const pages = Math.max(1, Math.ceil(given.ticketsPerConnection / given.ticketsPerPage));
  const sweepSeconds = (pages * (given.callMs + measured.cpuMsPerFurtherPage)) / 1_000;
  // The next sweep is due so long after the last one's end.
  const sweepsOf = (share: number, paceS: number) => (connections * share) / (paceS + sweepSeconds);
  const restShare = 1 - given.requestedShare;
  const sweeps =
    sweepsOf(given.requestedShare, pace.requestedS) +
    sweepsOf(restShare * given.openShare, pace.openS) +
    sweepsOf(restShare * (1 - given.openShare), pace.quietS);
  const inventories = (connections * given.inventoryCalls) / 3_600;
  const details = (connections * given.changedPerDay) / SECONDS_A_DAY;
  const callsPerMinute = (sweeps * pages + inventories + details) * 60;
  const callsOfOne =
    (60 / (pace.requestedS + sweepSeconds)) * pages +
    given.inventoryCalls / 60 +
    given.changedPerDay / 1_440;
  const mostTickets = (paceS: number) => largestAccount(given, measured, paceS);
  const cpuPerSweep = measured.cpuMsPerSweep + (pages - 1) * measured.cpuMsPerFurtherPage;
  const readsUnderWay =
    sweeps * ((pages * given.callMs + cpuPerSweep) / 1_000) +
    ((inventories + details) * given.callMs) / 1_000;
  const workerCores =
    (sweeps * cpuPerSweep + (inventories + details) * measured.cpuMsPerFurtherPage) / 1_000;
  // A worker uses one core at most; half of it is left for peaks.
  const workers = Math.max(
    1,
    Math.ceil(Math.max(readsUnderWay / given.readsAtOnce, workerCores / 0.5)),
  );
  const tickets = connections * given.ticketsPerConnection;
  const runsPerDay = sweeps * SECONDS_A_DAY;
  return {
    pace,
    pagesPerSweep: pages,
    sweepsPerSecond: sweeps,
    callsPerMinute,
    callsPerMinuteOfOne: callsOfOne,
    shareOfLimit: callsOfOne / given.limitPerMinute,
    mostTickets: { wanted: mostTickets(pace.requestedS), open: mostTickets(pace.openS) },
    readsUnderWay,
    workers,
    workerCores,
    databaseConnections: workers * given.poolSize,
    commitsPerSecond: sweeps * measured.commitsPerSweep,
    shareOfQueue: sweeps / measured.jobsPerSecond,
    tickets,
    rows: tickets * measured.rowsPerTicket,
    heapBytes: tickets * measured.heapBytesPerTicket,
    indexBytes: tickets * measured.indexBytesPerTicket,
    runsPerDay,
    runBytes: runsPerDay * given.runDays * measured.bytesPerRun,
    importWalBytes: tickets * measured.walBytesPerImportedTicket,
    walBytesPerDay:
      runsPerDay * (measured.walBytesPerSweep + (pages - 1) * measured.walBytesPerFurtherPage) +
      connections * given.changedPerDay * measured.walBytesPerImportedTicket,
  };
}

/** Calls follow each other: only the pause keeps a large account below the limit. */
function largestAccount(given: Assumptions, measured: Measured, paceS: number): number {
  const limitPerSecond = given.limitPerMinute / 60;
  const pageSeconds = (given.callMs + measured.cpuMsPerFurtherPage) / 1_000;
  const share = 1 - limitPerSecond * pageSeconds;
  // Below the limit even without a pause: no account is too large.
  return share <= 0
    ? Infinity
    : Math.floor((limitPerSecond * paceS) / share) * given.ticketsPerPage;
}
