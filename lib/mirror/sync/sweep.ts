import { databaseNow } from "../../db/clock";
import { errorTraits } from "../../error-codes";
import { isAppError } from "../../errors";
import type { Resource } from "../../providers/contract";
import { STEP_UP } from "../../providers/problem";
import { syncFailure } from "../connection/record-failure";
import { saveCheckpoint, type UnsavedReads } from "./checkpoint";
import { pageReader, type Sweep } from "./page-reader";
import { prefetch } from "./prefetch";

/** Pages without changes are saved at most this late. */
const SAVE_EVERY_MS = 2_000;

/** Reads every due resource from the checkpoint on. Returns false when time ran out first. */
export async function sweepAll(
  sweep: Sweep,
  readAt: Readonly<Record<string, string>>,
): Promise<boolean> {
  const { checkpoint, open } = sweep;
  const progress = progressSaver(sweep);
  let hasRead = false;
  try {
    for (const resource of open.session.resources) {
      if (checkpoint.done.includes(resource.name) || !isDue(resource, readAt[resource.name]))
        continue;
      // At least one per run, or a slow connection would never progress.
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
    // Fails harmlessly when the lease is lost.
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

interface ProgressSaver {
  save(): Promise<void>;
  /** Notes progress; saves it if the last save was long ago. */
  later(): Promise<void>;
  isBehind(): boolean;
}

function progressSaver({ open, leaseToken, checkpoint, unsaved }: Sweep): ProgressSaver {
  let savedAt = Date.now();
  let isBehind = false;
  const save = async () => {
    await saveCheckpoint(open.row.id, leaseToken, checkpoint, unsaved);
    Object.assign(unsaved, { seen: [], read: [] } satisfies UnsavedReads);
    savedAt = Date.now();
    isBehind = false;
  };
  const later = async () => {
    isBehind = true;
    if (Date.now() - savedAt > SAVE_EVERY_MS) await save();
  };
  return { save, later, isBehind: () => isBehind };
}

async function readResource(
  sweep: Sweep,
  resource: Resource,
  progress: ProgressSaver,
): Promise<boolean> {
  const { checkpoint, report, unsaved } = sweep;
  const reader = pageReader(sweep, resource);
  const wasResumed = checkpoint.from !== null;
  try {
    for await (const page of prefetch(resource.pages(checkpoint.from))) {
      const rowsBefore = report.rows;
      await reader.page(page);
      checkpoint.pages += 1;
      report.pages += 1;
      // An inventory shows removals only when read as a whole, so it has no resume point.
      const next = resource.kind === "tickets" ? page.next : undefined;
      if (next !== undefined) checkpoint.from = next;
      if (checkpoint.full)
        unsaved.seen.push(...(page.tickets ?? []).map((ticket) => ticket.externalId));
      await (report.rows > rowsBefore ? progress.save() : progress.later());
      sweep.onProgress({ ...report });
      if (Date.now() > sweep.endBy && next) return false;
    }
    // `detectDeleted` looks up the seen ids in the database.
    if (unsaved.seen.length > 0) await progress.save();
    await reader.end();
  } catch (error) {
    // The provider dropped the page cursor: list again from the beginning.
    if (wasResumed && isAppError(error) && errorTraits(error.code).refusesPageCursor) {
      Object.assign(checkpoint, { from: null, full: false });
      await progress.save();
    }
    // A forbidden inventory counts as done until its next interval; another failure is retried.
    if (resource.kind === "tickets" || !isAppError(error)) throw error;
    const { duringSync } = errorTraits(error.code);
    if (duringSync === "stop" || duringSync === "postpone") throw error;
    if (error.code !== "provider_forbidden") return true;
    if (error.providerCode === STEP_UP)
      report.error ??= { ...syncFailure(error), retryAt: undefined };
  }
  checkpoint.done.push(resource.name);
  if (resource.minIntervalMinutes > 0) unsaved.read.push(resource.name);
  return true;
}
