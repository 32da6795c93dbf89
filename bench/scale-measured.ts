/**
 * From `npm run bench:mirror -- --only sizes` on 2026-11-22: two idle virtual cores, Node 20.20,
 * PostgreSQL 18 with fsync, same machine.
 */
export const MEASURED = {
  /** In all tables, with their indexes; a ticket has three messages on average here. */
  rowsPerTicket: 9,
  heapBytesPerTicket: 5_470,
  indexBytesPerTicket: 1_650,
  walBytesPerImportedTicket: 8_900,
  /** One page without changes, with its job and its run. */
  walBytesPerSweep: 2_960,
  commitsPerSweep: 6.2,
  /** Of a worker, without the database. */
  cpuMsPerSweep: 6.2,
  walBytesPerFurtherPage: 80,
  cpuMsPerFurtherPage: 4,
  /** With its indexes. */
  bytesPerRun: 930,
  /** Four takers of one process. */
  jobsPerSecond: 310,
} as const;

export type Measured = { readonly [Name in keyof typeof MEASURED]: number };
