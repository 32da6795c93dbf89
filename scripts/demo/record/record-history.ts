import { connectAccount } from "../../../lib/connections/commands";
import { readConnection } from "../../../lib/connections/read-connection";
import { db } from "../../../lib/db/kysely";
import { sumUpOldRuns, syncConnection } from "../../../lib/mirror/sync/run-sync";
import { getReviewTicket } from "../../../lib/review/queries";
import { seedPeople } from "../../../prisma/seed";
import { Random } from "../../../sandbox/shared/random";
import type { HostupSandbox, UpsunSandbox } from "../../../sandbox/start";
import { newTimelineIds } from "../../../sandbox/timeline/apply";
import type { Timeline, TimelineAction } from "../../../sandbox/timeline/types";
import { type OpenedConnection, timelineActor } from "./acting";
import { type RecordedConnection, recordedConnections } from "./connections";
import { lostAnswers, type RecordedStep } from "./last-hours";
import { portalPerson } from "./portal-person";
import { readingTimes } from "./reading-times";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The part of an account that is read before its provider asks for a pause of so many seconds. */
const IMPORTED = 0.75;
const PAUSE_S = 600;
/** A person tries to sync an account after its key was revoked. */
const TRIED_AFTER_REVOKING = 2 * 60 * MINUTE;

export interface HistoryOptions {
  timeline: Timeline;
  hostup: HostupSandbox;
  upsun: UpsunSandbox;
  /** How far back it begins, in milliseconds. */
  length: number;
  /** Moves all clocks to a time before the recording's end, in negative milliseconds. */
  moveTo(at: number): Promise<void>;
  onProgress(done: number, of: number): void;
}

export interface RecordedHistory {
  /** The sandboxes' keys by connection. */
  keys: Record<string, string>;
  inPortal: number;
  refused: number;
  readings: number;
}

/** Lives through a timeline: people and providers act, and the portal reads, each at its time. */
export async function recordHistory(options: HistoryOptions): Promise<RecordedHistory> {
  const { timeline, hostup, upsun, length, moveTo } = options;
  const open = new Map<RecordedConnection, OpenedConnection>();
  const keys: Record<string, string> = {};
  const controls = { hostup: hostup.control, upsun: upsun.control };
  const actor = timelineActor({
    timeline,
    controls,
    ids: newTimelineIds(),
    connectionOf: (action) => openOf(open, action),
  });
  let readings = 0;

  const connect = async (recorded: RecordedConnection) => {
    const { provider, label, key, manager } = recorded;
    const viewer = await portalPerson(manager);
    const { connectionId } = await connectAccount(viewer, { provider, label, credential: key });
    keys[connectionId] = key;
    open.set(recorded, { id: connectionId, provider });
  };

  /** The first sweep of all; the provider interrupts it, and it goes on after the recording. */
  const beginImport = async (recorded: RecordedConnection) => {
    await connect(recorded);
    const control = controls[recorded.provider];
    // Not on the list of the next page, which is requested while this page's tickets are read.
    const path = "/comments/*";
    const skip = Math.ceil(control.tickets(recorded.account).length * IMPORTED);
    const fault = control.addFault({ kind: "rate-limit", path, skip, seconds: PAUSE_S });
    await syncConnection(open.get(recorded)?.id ?? "", { trigger: "connect" });
    control.removeFault(fault.id);
  };

  const read = async (recorded: RecordedConnection, chance: Random, at: number) => {
    const id = open.get(recorded)?.id;
    if (id === undefined) return;
    const asked = at > -MINUTE || chance.chance(0.06);
    await readConnection(id, { trigger: asked ? "person" : "cron", ifDue: !asked });
    readings += 1;
  };

  const steps: RecordedStep[] = timeline.map((action) => ({
    at: action.at,
    run: () => actor.act(action),
  }));
  const connections = recordedConnections(length);
  for (const [index, recorded] of connections.entries()) {
    const { connectedAt, revokedAt } = recorded;
    steps.push({
      at: connectedAt,
      run: () => (recorded.isImport ? beginImport : connect)(recorded),
    });
    if (revokedAt !== undefined)
      steps.push({
        at: revokedAt,
        run: async () => controls[recorded.provider].revokeKey(recorded.key),
      });
    if (recorded.isImport) continue;
    const chance = new Random(7_001 + index);
    const changes = timeline.filter((action) => isAt(recorded, action)).map(({ at }) => at);
    const triedUntil = revokedAt === undefined ? 0 : revokedAt + TRIED_AFTER_REVOKING;
    for (const at of readingTimes(chance, connectedAt, changes))
      if (at <= triedUntil) steps.push({ at, run: () => read(recorded, chance, at) });
  }
  const hosting = connections[0];
  steps.push(
    ...lostAnswers({ controls, hosting: () => hosting && open.get(hosting) }),
    ...staffViews(length),
  );
  steps.sort((one, other) => one.at - other.at);

  await moveTo(Math.min(-length - MINUTE, (steps[0]?.at ?? 0) - MINUTE));
  await seedPeople();
  for (const [index, step] of steps.entries()) {
    await moveTo(step.at);
    await step.run();
    options.onProgress(index + 1, steps.length);
  }
  while ((await sumUpOldRuns()) > 0);
  return { keys, inPortal: actor.counts.portal, refused: actor.counts.refused, readings };
}

const isAt = (recorded: RecordedConnection, action: TimelineAction): boolean =>
  recorded.provider === action.provider && recorded.account === action.account;

function openOf(
  open: ReadonlyMap<RecordedConnection, OpenedConnection>,
  action: TimelineAction,
): OpenedConnection | undefined {
  const found = [...open].find(([recorded]) => isAt(recorded, action));
  const revokedAt = found?.[0].revokedAt ?? 0;
  return action.at < revokedAt ? found?.[1] : undefined;
}

const VIEWS = 60;

/** Staff look at tickets now and then, which customers can see. */
function staffViews(length: number): RecordedStep[] {
  const chance = new Random(91);
  return Array.from({ length: VIEWS }, () => ({
    at: -Math.floor(Math.min(length, 200 * DAY) * chance.next() ** 2) - MINUTE,
    async run() {
      const latest = await db()
        .selectFrom("ticket")
        .orderBy("activity_at", "desc")
        .limit(12)
        .select("id")
        .execute();
      const ticket = latest[chance.between(0, 11)];
      if (ticket) await getReviewTicket(await portalPerson("staff@example.com"), ticket.id);
    },
  }));
}
