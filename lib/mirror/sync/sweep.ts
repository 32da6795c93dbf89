import { databaseNow } from "../../db/clock";
import { errorTraits, isAppError } from "../../errors";
import type { Resource } from "../../providers/contract";
import { STEP_UP } from "../../providers/problem";
import { saveCheckpoint, type SinceSaved } from "./checkpoint";
import { pageReader, type Sweep } from "./page-reader";
import { readAhead } from "./prefetch";

/** A page that changed something is saved at once; of pages that changed nothing, so much reading is lost at most. */
const SAVE_EVERY_MS = 2_000;

/**
 * Reads every resource that is due, page after page, from where the checkpoint stands. False when its time was over before all was read. What was read
 * to its end since the last saving is left in `since`, to be written with the end of the sync.
 */
export async function sweepAll(
  sweep: Sweep,
  readAt: Readonly<Record<string, string>>,
): Promise<boolean> {
  const { checkpoint, open } = sweep;
  const progress = savingOf(sweep);
  let hasRead = false;
  try {
    for (const resource of open.session.resources) {
      if (checkpoint.done.includes(resource.name) || !isDue(resource, readAt[resource.name]))
        continue;
      // At least one in each run, or nobody would ever get on.
      if (hasRead && Date.now() > sweep.endBy) {
        await progress.save();
        return false;
      }
      hasRead = true;
      if (checkpoint.resource !== resource.name)
        Object.assign(checkpoint, { resource: resource.name, from: null });
      if (await readResource(sweep, resource, progress)) continue;
      await progress.save();
      return false;
    }
    return true;
  } catch (error) {
    // Whoever goes on begins where this ends. If the lease is lost, that is somebody else already.
    if (progress.isBehind()) await progress.save().catch(() => undefined);
    throw error;
  }
}

function isDue(resource: Resource, readAt: string | undefined): boolean {
  return (
    resource.minIntervalMinutes === 0 ||
    readAt === undefined ||
    databaseNow().getTime() - new Date(readAt).getTime() >= resource.minIntervalMinutes * 60_000
  );
}

interface Saving {
  save(): Promise<void>;
  /** Something was read that is not saved; saves it if the last time was long ago. */
  later(): Promise<void>;
  isBehind(): boolean;
}

function savingOf({ open, leaseToken, checkpoint, since }: Sweep): Saving {
  let savedAt = Date.now();
  let isBehind = false;
  const save = async () => {
    await saveCheckpoint(open.row.id, leaseToken, checkpoint, since);
    Object.assign(since, { seen: [], read: [] } satisfies SinceSaved);
    savedAt = Date.now();
    isBehind = false;
  };
  const later = async () => {
    isBehind = true;
    if (Date.now() - savedAt > SAVE_EVERY_MS) await save();
  };
  return { save, later, isBehind: () => isBehind };
}

async function readResource(sweep: Sweep, resource: Resource, progress: Saving): Promise<boolean> {
  const { checkpoint, report, since } = sweep;
  const reader = pageReader(sweep, resource);
  const wasResumed = checkpoint.from !== null;
  try {
    for await (const page of readAhead(resource.pages(checkpoint.from))) {
      const rowsBefore = report.rows;
      await reader.page(page);
      checkpoint.pages += 1;
      report.pages += 1;
      // What an inventory has no more shows only when all of it was read at once: it is not gone on with in the middle.
      const next = resource.kind === "tickets" ? page.next : undefined;
      if (next !== undefined) checkpoint.from = next;
      if (checkpoint.full)
        since.seen.push(...(page.tickets ?? []).map((ticket) => ticket.externalId));
      await (report.rows > rowsBefore ? progress.save() : progress.later());
      sweep.onProgress({ ...report });
      if (Date.now() > sweep.endBy && next) return false;
    }
    // What the sweep has seen is looked up in the database.
    if (since.seen.length > 0) await progress.save();
    await reader.end();
  } catch (error) {
    // A place in a list does not keep for ever: the list is read again from its beginning.
    if (wasResumed && isAppError(error) && errorTraits(error.code).refusesPageCursor) {
      Object.assign(checkpoint, { from: null, full: false });
      await progress.save();
    }
    // Of an inventory that cannot be listed, the rest is read all the same; one that this key may not list rests like any other.
    if (resource.kind === "tickets" || !isAppError(error)) throw error;
    const { duringSync } = errorTraits(error.code);
    if (duringSync === "stop" || duringSync === "postpone") throw error;
    if (error.code !== "provider_forbidden") return true;
    if (error.providerCode === STEP_UP)
      report.error ??= { code: error.code, message: error.message };
  }
  checkpoint.done.push(resource.name);
  if (resource.minIntervalMinutes > 0) since.read.push(resource.name);
  return true;
}
