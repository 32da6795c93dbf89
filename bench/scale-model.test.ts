import { describe, expect, it } from "vitest";

import type { Measured } from "./scale-measured";
import { type Assumptions, loadOf, USUAL } from "./scale-model";

const round: Measured = {
  rowsPerTicket: 10,
  heapBytesPerTicket: 1_000,
  indexBytesPerTicket: 500,
  walBytesPerImportedTicket: 2_000,
  walBytesPerSweep: 100,
  commitsPerSweep: 20,
  cpuMsPerSweep: 10,
  walBytesPerFurtherPage: 10,
  cpuMsPerFurtherPage: 0,
  bytesPerRun: 100,
  jobsPerSecond: 100,
};
/** No connection is looked at, all have one page, a call takes no time: nothing but the pace counts. */
const plain: Assumptions = {
  ...USUAL,
  organizations: 1_200,
  connectionsPerOrganization: 1,
  requestedShare: 0,
  openShare: 1,
  ticketsPerConnection: 100,
  changedPerDay: 0,
  inventoryCalls: 0,
  callMs: 0,
};

describe("the load of many connections", () => {
  it("takes the pace from the planner itself", () => {
    expect(loadOf(plain, round).pace).toEqual({ requestedS: 45, openS: 120, quietS: 1_800 });
  });

  it("is each connection once a pace, and a call for each page of it", () => {
    expect(loadOf(plain, round)).toMatchObject({
      sweepsPerSecond: 10,
      callsPerMinute: 600,
      runsPerDay: 864_000,
      shareOfQueue: 0.1,
      commitsPerSecond: 200,
    });
    expect(loadOf({ ...plain, ticketsPerConnection: 250 }, round)).toMatchObject({
      pagesPerSweep: 3,
      sweepsPerSecond: 10,
      callsPerMinute: 1_800,
      commitsPerSecond: 200,
    });
    expect(loadOf({ ...plain, openShare: 0 }, round).sweepsPerSecond).toBeCloseTo(1_200 / 1_800);
    expect(loadOf({ ...plain, requestedShare: 1 }, round).sweepsPerSecond).toBeCloseTo(1_200 / 45);
  });

  it("adds hourly inventories and a call for each changed ticket", () => {
    expect(loadOf({ ...plain, inventoryCalls: 3 }, round).callsPerMinute).toBeCloseTo(600 + 60);
    expect(loadOf({ ...plain, changedPerDay: 1_440 }, round).callsPerMinute).toBeCloseTo(
      600 + 1_200,
    );
  });

  it("counts a sweep's own time before the next one is due", () => {
    expect(loadOf({ ...plain, callMs: 120_000 }, round)).toMatchObject({ sweepsPerSecond: 5 });
  });

  it("has as many workers as reads are under way, or as their processors ask for", () => {
    // Ten sweeps a second of 1.01 s each, four at once in a worker.
    expect(loadOf({ ...plain, organizations: 1_210, callMs: 1_000 }, round)).toMatchObject({
      workers: 3,
      databaseConnections: 30,
    });
    // Ten sweeps a second of 400 ms of processor: four cores, each half used.
    expect(loadOf(plain, { ...round, cpuMsPerSweep: 400 })).toMatchObject({
      workerCores: 4,
      workers: 8,
    });
  });

  it("is what tickets and runs weigh", () => {
    const { tickets, rows, heapBytes, indexBytes, importWalBytes, runBytes, walBytesPerDay } =
      loadOf({ ...plain, changedPerDay: 1 }, round);
    expect({ tickets, rows, heapBytes, indexBytes, importWalBytes }).toEqual({
      tickets: 120_000,
      rows: 1_200_000,
      heapBytes: 120_000_000,
      indexBytes: 60_000_000,
      importWalBytes: 240_000_000,
    });
    expect(runBytes).toBe(864_000 * 90 * 100);
    expect(walBytesPerDay).toBe(864_000 * 100 + 1_200 * 2_000);
  });

  it("names the largest account that its limit lets keep the pace", () => {
    // Ten calls a second for 120 s: 1,200 pages.
    expect(loadOf(plain, round).mostTickets).toEqual({ wanted: 45_000, open: 120_000 });
    // A call that takes longer than its share of the limit never uses it up.
    expect(loadOf({ ...plain, callMs: 100 }, round).mostTickets.open).toBe(Infinity);
  });
});
