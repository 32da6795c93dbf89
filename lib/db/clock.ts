/** What is known of the database's clock: how far it is ahead of this process's monotonic one, in milliseconds. */
let ahead: number | undefined;
/** How far it is ahead of this process's wall clock. Changes only by what is worth a change. */
let shift = 0;

/** Smaller differences are left alone: machines whose clocks are kept in step are never nearer. */
const STEP_MS = 50;

const monotonic = (): number => performance.timeOrigin + performance.now();

/** The beginning of a question to the database; see `noteDatabaseTime`. */
export function askedNow(): number {
  return monotonic();
}

/**
 * Records the database's time, as an answer gave it to a question asked at `askedAt`. What is known already stays as long as it
 * agrees. A wall clock that is wrong is replaced by the lowest possible estimate: faster answers then only raise it, so that the
 * readings of one process keep their order.
 */
export function noteDatabaseTime(at: Date, askedAt: number): void {
  const answeredAt = monotonic();
  const lowest = at.getTime() - answeredAt;
  const highest = at.getTime() - askedAt;
  if (ahead !== undefined) {
    ahead = Math.min(Math.max(ahead, lowest), highest);
    return;
  }
  const byWallClock = Date.now() - answeredAt;
  ahead = byWallClock > highest ? lowest : Math.max(byWallClock, lowest);
}

/** A time of this process's wall clock as the database's clock has it. Whoever compares times of several processes compares these. */
export function toDatabaseTime(local: Date): Date {
  return new Date(local.getTime() + currentShift());
}

export function databaseNow(): Date {
  return toDatabaseTime(new Date());
}

function currentShift(): number {
  if (ahead === undefined) return 0;
  // From the monotonic clock: a wall clock that is set anew meanwhile changes nothing.
  const exact = monotonic() + ahead - Date.now();
  if (Math.abs(exact - shift) > STEP_MS) shift = Math.round(exact);
  return shift;
}
