/** Milliseconds by which the database is ahead of this process's monotonic clock. */
let ahead: number | undefined;
/** The same against the wall clock, updated in steps. */
let shift = 0;

/** Synchronised clocks differ as much. */
const STEP_MS = 50;

/** A time of this process may be as much ahead of the database's. */
export const CLOCK_ERROR_MS = 2 * STEP_MS;

const monotonic = (): number => performance.timeOrigin + performance.now();

export function queryStartTime(): number {
  return monotonic();
}

/** Starts low if the wall clock is wrong, so that times of one process stay in order. */
export function recordDatabaseTime(at: Date, queryStartedAt: number): void {
  const answeredAt = monotonic();
  const lowest = at.getTime() - answeredAt;
  const highest = at.getTime() - queryStartedAt;
  if (ahead !== undefined) {
    ahead = Math.min(Math.max(ahead, lowest), highest);
    return;
  }
  const byWallClock = Date.now() - answeredAt;
  ahead = byWallClock > highest ? lowest : Math.max(byWallClock, lowest);
}

export function toDatabaseTime(local: Date): Date {
  return new Date(local.getTime() + currentShift());
}

export function databaseNow(): Date {
  return toDatabaseTime(new Date());
}

function currentShift(): number {
  if (ahead === undefined) return 0;
  // The monotonic clock is immune to changes of the wall clock.
  const exact = monotonicAgainstWall() + ahead;
  if (Math.abs(exact - shift) > STEP_MS) shift = Math.round(exact);
  return shift;
}

const MAX_SAMPLES = 5;

/** A busy machine can stop the process between two clocks, which would set them apart. */
function monotonicAgainstWall(): number {
  let [distance, shortest] = [0, Number.POSITIVE_INFINITY];
  for (let sample = 0; sample < MAX_SAMPLES && shortest > 0; sample++) {
    const before = Date.now();
    const between = monotonic();
    const after = Date.now();
    const pause = after - before;
    // Negative when the wall clock was set back meanwhile.
    if (pause >= 0 && pause < shortest)
      [distance, shortest] = [between - (before + after) / 2, pause];
  }
  return distance;
}
