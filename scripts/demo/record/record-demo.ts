import { randomBytes } from "node:crypto";

import type { HostupControl } from "../../../sandbox/hostup/control";
import { startHostupSandbox, startUpsunSandbox } from "../../../sandbox/start";
import type { Timeline } from "../../../sandbox/timeline/types";
import type { UpsunControl } from "../../../sandbox/upsun/control";
import { startTemporaryDatabase } from "../../lib/postgres/temporary-database";
import { dumpTables } from "../recording/dump-tables";
import type { Recording, RecordingSummary } from "../recording/recording";
import type { RecordedHistory } from "./record-history";
import { RecordingClock } from "./recording-clock";
import { openRecordingDatabase } from "./recording-database";

/** When every recording ends: its ids and times differ less between two recordings. */
export const RECORDING_ENDS_AT = Date.UTC(2026, 10, 26, 14, 30);

export interface RecordOptions {
  timeline: Timeline;
  /** In milliseconds. */
  length: number;
  onProgress(done: number, of: number): void;
}

export interface RecordedDemo extends Omit<RecordedHistory, "keys"> {
  recording: Recording;
  summary: Pick<RecordingSummary, "schema" | "recordedUntil">;
}

/**
 * Records with a temporary database and both sandboxes. Sets the clock of this process, which must
 * not have loaded the product yet: its modules read the environment once.
 */
export async function recordDemo(options: RecordOptions): Promise<RecordedDemo> {
  const stops: Array<() => Promise<unknown> | void> = [];
  const stopsWith = <T>(started: T, stop: (started: T) => Promise<unknown> | void): T => {
    stops.unshift(() => stop(started));
    return started;
  };
  try {
    const server = stopsWith(await startTemporaryDatabase(), (started) => started.stop());
    const database = stopsWith(await openRecordingDatabase(server.url()), (one) => one.end());
    const clock = stopsWith(new RecordingClock(), (started) => started.end());
    const moveTo = async (at: number) => {
      if (RECORDING_ENDS_AT + at > clock.now() || clock.ahead === 0)
        clock.moveTo(RECORDING_ENDS_AT + at);
      await database.setAhead(clock.ahead);
    };
    await moveTo(-options.length - 86_400_000);
    const seed = { seed: "timeline" } as const;
    const hostup = stopsWith(await startHostupSandbox(seed), (started) => started.stop());
    const upsun = stopsWith(await startUpsunSandbox(seed), (started) => started.stop());
    Object.assign(process.env, {
      DATABASE_URL: server.url(),
      NEXTAUTH_SECRET: randomBytes(32).toString("base64url"),
      CREDENTIAL_KEYS: `recording:${randomBytes(32).toString("base64")}`,
      HOSTUP_API_URL: hostup.apiUrl,
      UPSUN_API_URL: upsun.apiUrl,
      UPSUN_AUTH_URL: upsun.authUrl,
      UPSUN_CONVERSATION: "reply",
      LOG_LEVEL: process.env.LOG_LEVEL ?? "silent",
    });
    stops.unshift(closeConnections);
    const { recordHistory } = await import("./record-history");
    const { keys, ...counts } = await recordHistory({ ...options, hostup, upsun, moveTo });
    await moveTo(0);
    const until = clock.now();
    const { tables, schema } = await dumpTables(server.url());
    const sandboxes = {
      hostup: sandboxState(hostup.control, until),
      upsun: sandboxState(upsun.control, until),
    };
    return {
      ...counts,
      recording: { tables, sandboxes, keys },
      summary: { schema, recordedUntil: new Date(until).toISOString() },
    };
  } finally {
    for (const stop of stops) await Promise.resolve(stop()).catch(() => undefined);
  }
}

async function closeConnections(): Promise<void> {
  await globalThis.ticketbridgePrisma?.$disconnect();
  await globalThis.ticketbridgePool?.end();
}

/**
 * Without access tokens, and without the journal, which repeats the tickets. A person who has just
 * written is answered minutes after the demo's start.
 */
function sandboxState(
  control: HostupControl | UpsunControl,
  until: number,
): Recording["sandboxes"]["hostup"] {
  control.clearJournal();
  control.expireTokens();
  const pendingAnswers = waitingTickets(control, until).map((ticketId, index) => ({
    ticketId,
    dueAt: until + (2 + 3 * index) * 60_000,
  }));
  const state = { ...control.savedState(), pendingAnswers };
  return JSON.parse(JSON.stringify(state)) as Recording["sandboxes"]["hostup"];
}

const WAITING: ReadonlySet<unknown> = new Set(["open", "customer_reply", "new"]);
const JUST_WRITTEN_MS = 45 * 60_000;
const MAX_ANSWERS = 3;

function waitingTickets(control: HostupControl | UpsunControl, until: number): string[] {
  return control
    .tickets()
    .filter(({ ticket }) => {
      const at = Date.parse(String(ticket.updatedAt ?? ticket.updated));
      return WAITING.has(ticket.status) && until - at < JUST_WRITTEN_MS;
    })
    .slice(0, MAX_ANSWERS)
    .map(({ id }) => id);
}
