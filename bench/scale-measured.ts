/**
 * Costs of a ticket, a sweep and a job, from `npm run bench:mirror -- --only sizes` on 2026-11-22:
 * two idle virtual cores, Node 20.20, PostgreSQL 18 with fsync, same machine.
 */
export const MEASURED = {
  /** Rows in all tables, their bytes, and the bytes of their indexes; a ticket has three messages on average here. */
  rowsPerTicket: 9,
  heapBytesPerTicket: 5_470,
  indexBytesPerTicket: 1_650,
  /** Of the write-ahead log. */
  walBytesPerImportedTicket: 8_900,
  /** One sweep of one page in which nothing changed, with its job and its run. */
  walBytesPerSweep: 2_960,
  commitsPerSweep: 6.2,
  /** Of a worker, without the database's own. Milliseconds. */
  cpuMsPerSweep: 6.2,
  walBytesPerFurtherPage: 80,
  cpuMsPerFurtherPage: 4,
  /** A row of `sync_run` with its indexes. */
  bytesPerRun: 930,
  /** Jobs put in, taken and finished by four takers of one process. */
  jobsPerSecond: 310,
} as const;

export type Measured = { readonly [Name in keyof typeof MEASURED]: number };
