import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";

import {
  readRecording,
  type Recording,
  type RecordingSummary,
  type SandboxName,
} from "./recording";
import { type ShiftedTimes, shiftTimes } from "./shift-times";
import { type TimeShift, timeShift } from "./time-shift";

/** A recording together with the moment that its end is moved to. */
export interface MovedRecording {
  recording: Recording;
  shift: TimeShift;
  times: ShiftedTimes;
}

function moveRecording(
  recording: Recording,
  { recordedUntil }: Pick<RecordingSummary, "recordedUntil">,
  present = Date.now(),
): MovedRecording {
  const until = Date.parse(recordedUntil);
  const shift = timeShift(until, present);
  return { recording, shift, times: shiftTimes(shift, until) };
}

interface SavedState {
  pendingAnswers: Array<{ ticketId: string; dueAt: number }>;
}

/** Writes the state that a sandbox begins with; it replaces another. */
async function writeSandboxState(
  { recording, shift, times }: MovedRecording,
  name: SandboxName,
  file: string,
): Promise<void> {
  const recorded = recording.sandboxes[name];
  if (recorded === undefined) throw new Error(`The recording has no state of ${name}.`);
  const state = times.json(recorded) as unknown as SavedState;
  const pendingAnswers = state.pendingAnswers.map((answer) => ({
    ...answer,
    dueAt: shift(answer.dueAt),
  }));
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify({ ...state, pendingAnswers }), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** The demo's history, moved to the present. Replaces the states of these sandboxes. */
export async function beginHistory(
  sandboxes: readonly SandboxName[],
  stateFile: (name: SandboxName) => string,
  folder?: string,
): Promise<MovedRecording> {
  const { recording, summary } = await readRecording(folder);
  const moved = moveRecording(recording, summary);
  for (const name of sandboxes) await writeSandboxState(moved, name, stateFile(name));
  return moved;
}
