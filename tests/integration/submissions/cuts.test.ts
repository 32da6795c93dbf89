import { randomUUID } from "node:crypto";

import { describe, expect, it } from "vitest";

import { processSubmission } from "@/lib/submissions/process-submission";
import { ticketSubmissions } from "@/lib/tickets/detail/ticket-submissions";
import { resendFiles } from "@/lib/tickets/reply/resend-files";
import { useTestDatabase } from "@/tests/helpers/database";
import { sql } from "@/tests/helpers/sql";
import { checkOutcome, writesAccepted } from "@/tests/helpers/submissions/check-outcome";
import { countFrom, report } from "@/tests/helpers/submissions/report";
import {
  acceptPost,
  type IntentKind,
  type SceneIntent,
  useOutboxScene,
} from "@/tests/helpers/submissions/scene";
import { submission } from "@/tests/helpers/submissions/submissions";
import { settle, VirtualClock } from "@/tests/helpers/submissions/time";
import { english } from "@/tests/helpers/texts";

import type { FaultInput } from "../../../sandbox/start";

const CUTS = countFrom("CUTS", 18);
const FAILED_FILES = countFrom("FAILED_FILES", 6);
const AT_ONCE = 20;
const MAX_SECONDS = 5 * 60;
const FULL_COUNT_MS = 3_600_000;

useTestDatabase();
const scene = useOutboxScene();
const clock = new VirtualClock();

/** An answer that is cut, and what the row looks like right after it. */
interface Cut {
  kind: IntentKind;
  faults: FaultInput[];
  expected: { state: string; step: string };
  /** Of its file. */
  file?: string;
}

const TICKETS = "*/tickets";
const MESSAGES = "*/messages";
const COMMENTS = "/comments";

const cuts: Cut[] = [
  {
    kind: "hostup create",
    faults: [{ kind: "cut", method: "POST", path: TICKETS }],
    expected: { state: "unknown", step: "write" },
  },
  {
    kind: "upsun create",
    faults: [{ kind: "cut", method: "POST", path: TICKETS }],
    expected: { state: "unknown", step: "write" },
  },
  {
    kind: "hostup reply",
    faults: [{ kind: "cut", method: "POST", path: MESSAGES }],
    expected: { state: "unknown", step: "write" },
  },
  {
    kind: "upsun reply",
    faults: [{ kind: "cut", method: "POST", path: COMMENTS }],
    expected: { state: "unknown", step: "write" },
  },
  {
    kind: "upsun reply with a file",
    faults: [{ kind: "cut", method: "POST", path: COMMENTS }],
    expected: { state: "unknown", step: "write" },
    file: "waiting",
  },
  {
    kind: "hostup close",
    faults: [{ kind: "cut", method: "POST", path: "*/actions/close" }],
    expected: { state: "unknown", step: "write" },
  },
  {
    kind: "upsun solve",
    faults: [{ kind: "cut", method: "PATCH", path: "/tickets/*" }],
    expected: { state: "unknown", step: "write" },
  },
  {
    kind: "hostup reply with a file",
    // The message that carries it is turned away once, so that the file can be seen in the state between.
    faults: [
      { kind: "cut", method: "POST", path: "*/attachments" },
      { kind: "rate-limit", method: "POST", path: MESSAGES, skip: 1, seconds: 1 },
    ],
    expected: { state: "queued", step: "attach_message" },
    file: "unsure",
  },
  {
    kind: "hostup create with a file",
    faults: [{ kind: "cut", method: "POST", path: MESSAGES }],
    expected: { state: "unknown", step: "attach_message" },
    file: "uploaded",
  },
];

const cutAfterwards = (fault: FaultInput, when: "after" | "body"): FaultInput =>
  fault.kind === "cut" ? { ...fault, when } : fault;

/** Calls to the provider, accepted or not: closing twice leaves one journal entry. */
function timesAsked({ provider, about }: SceneIntent): number {
  return scene()
    .sandbox(provider)
    .control.requests()
    .filter(({ method, path }) => method !== "GET" && path.split("/").includes(about ?? "-"))
    .length;
}

describe("an answer that is cut after the provider has accepted", () => {
  it.for([{ references: true }, { references: false }])(
    "makes an unknown outcome that is found, and nothing is ever posted a second time, with references: $references",
    { timeout: FULL_COUNT_MS },
    async ({ references }, { task }) => {
      await scene().useReferences(references);
      const sum = { lost: 0, doubled: 0, slowest: 0, problems: [] as string[], postedAgain: 0 };
      for (let from = 0; from < CUTS; from += AT_ONCE) {
        const chosen = Array.from(
          { length: Math.min(AT_ONCE, CUTS - from) },
          (_, index) => cuts[(from + index) % cuts.length] ?? cuts[0],
        ).filter((one) => one !== undefined);
        const intents = await scene().intents(chosen.map(({ kind }) => kind));
        const ids: string[] = [];
        const lostAt = new Map<string, number>();
        for (const [index, intent] of intents.entries()) {
          const { faults, expected, file } = chosen[index] ??
            chosen[0] ?? { faults: [], expected: {} };
          const { control } = scene().sandbox(intent.provider);
          for (const fault of faults)
            control.addFault(cutAfterwards(fault, (from + index) % 2 === 0 ? "after" : "body"));
          const { submissionId } = await acceptPost(intent);
          expect(await processSubmission(submissionId), intent.token).toMatchObject(expected);
          expect(control.faults()).toEqual([]);
          if (file)
            expect(
              await sql("SELECT state FROM outgoing_file WHERE submission_id = $1", [submissionId]),
            ).toEqual([{ state: file }]);
          ids.push(submissionId);
          lostAt.set(submissionId, clock.now());
          // The provider has asked for silence: nothing is sent to it until that is over.
          if (faults.some(({ kind }) => kind === "rate-limit")) await clock.pass(2);
        }
        expect(writesAccepted(scene(), intents)).toEqual(intents.map(() => 1));
        const { at, seen } = await settle(clock, null, ids, ["sent"], MAX_SECONDS);
        for (const id of ids) {
          sum.slowest = Math.max(
            sum.slowest,
            ((at.get(id) ?? Infinity) - (lostAt.get(id) ?? 0)) / 1_000,
          );
          expect([...(seen.get(id) ?? [])]).not.toContain("needs_decision");
        }
        sum.postedAgain += intents.filter(
          (intent) =>
            (intent.kind === "close" || intent.kind === "solve") && timesAsked(intent) !== 1,
        ).length;
        const { lost, doubled, problems } = await checkOutcome(scene(), intents);
        sum.lost += lost;
        sum.doubled += doubled;
        sum.problems.push(...problems);
      }
      report(task, {
        what: `answers cut after acceptance ${references ? "with" : "without"} references`,
        runs: CUTS,
        lost: sum.lost,
        doubled: sum.doubled,
        slowestSeconds: sum.slowest,
        note: `${sum.postedAgain + sum.doubled} blind re-POSTs`,
      });
      expect(sum).toMatchObject({ lost: 0, doubled: 0, problems: [], postedAgain: 0 });
      expect(sum.slowest).toBeLessThanOrEqual(MAX_SECONDS);
    },
  );
});

const refusals: FaultInput[] = [
  ...[422, 400, 413, 403, 409].map((status): FaultInput => ({
    kind: "status",
    method: "POST",
    path: "*/attachments",
    status,
    code: "validation_failed",
  })),
  { kind: "cut", method: "POST", path: "*/attachments", when: "before" },
];

describe("a file that fails after its ticket was accepted", () => {
  it(
    "leaves the ticket as it is, and is sent again alone",
    { timeout: FULL_COUNT_MS },
    async ({ task }) => {
      await scene().useReferences(true);
      const doubled: string[] = [];
      for (let run = 0; run < FAILED_FILES; run += 1) {
        const [intent] = await scene().intents(["hostup create with a file"]);
        if (!intent) throw new Error("There is no intent.");
        scene().hostup.control.addFault(refusals[run % refusals.length] ?? { kind: "cut" });
        const { submissionId } = await acceptPost(intent);
        const sent = await processSubmission(submissionId);
        expect(sent).toMatchObject({ state: "sent" });
        const ticketId = sent.ticket_id ?? "";
        expect(
          await sql("SELECT external_id FROM ticket WHERE id = $1 AND body LIKE $2", [
            ticketId,
            `%${intent.token}%`,
          ]),
        ).toEqual([{ external_id: sent.external_id }]);
        const [file, ...others] = (await ticketSubmissions(english, ticketId)).outgoing;
        expect(others).toEqual([]);
        expect(["refused", "missing"]).toContain(file?.state);
        const again = await resendFiles(intent.viewer, {
          formKey: randomUUID(),
          ticketId,
          files: [file?.id ?? ""],
        });
        await processSubmission(again.submissionId);
        expect(await submission(again.submissionId)).toMatchObject({ state: "sent" });
        expect(await sql("SELECT state FROM outgoing_file WHERE id = $1", [file?.id])).toEqual([
          { state: "confirmed" },
        ]);
        const uploads = scene()
          .hostup.control.journal()
          .filter(
            (entry) =>
              entry.path.endsWith("/attachments") &&
              JSON.stringify(entry.body).includes(intent.token),
          );
        if (writesAccepted(scene(), [intent])[0] !== 1 || uploads.length !== 1)
          doubled.push(intent.token);
      }
      report(task, {
        what: "ticket accepted, file fails",
        runs: FAILED_FILES,
        lost: 0,
        doubled: doubled.length,
        slowestSeconds: null,
        note: "each file sent again, 0 second tickets",
      });
      expect(doubled).toEqual([]);
    },
  );
});
