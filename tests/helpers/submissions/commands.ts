import fc from "fast-check";

import type { ErrorCode } from "@/lib/error-codes";
import { isAppError } from "@/lib/errors";
import { NEW_TICKET_KEY } from "@/lib/files/draft-key";
import { processSubmission } from "@/lib/submissions/process-submission";
import type { Decision } from "@/lib/submissions/schemas";
import type { SubmissionState } from "@/lib/submissions/submission";
import { decideSubmission } from "@/lib/tickets/decide-submission";
import { fileTicket } from "@/lib/tickets/filing/file-ticket";

import type { Form, ModelKill, OutboxSimulation, ProviderBehavior } from "./model";

/** The person's decisions, which alone determine how often something may be sent. */
export interface OutboxModel {
  /** How often the person asked to send each form. */
  words: Record<Form, number>;
  /** Content by form key. */
  content: Record<Form, number | null>;
}

export const emptyModel = (): OutboxModel => ({
  words: { A: 0, B: 0 },
  content: { A: null, B: null },
});

type Command = fc.AsyncCommand<OutboxModel, OutboxSimulation>;

/** Nothing came of these: the form may be posted anew. */
const OVER: ReadonlySet<SubmissionState> = new Set(["rejected", "abandoned"]);

const allowed: Record<Decision, ReadonlySet<SubmissionState>> = {
  take_back: new Set(["queued"]),
  send_again: new Set(["needs_decision"]),
  drop: new Set(["needs_decision", "rejected"]),
};

/** A command with a readable name, after which all invariants are checked. */
function command(
  text: string,
  run: (model: OutboxModel, simulation: OutboxSimulation) => Promise<void>,
  check: (model: OutboxModel) => boolean = () => true,
): Command {
  return {
    check,
    toString: () => text,
    async run(model, simulation) {
      await run(model, simulation);
      const problems = await simulation.problems(model.words);
      if (problems.length > 0) throw new Error(`after "${text}": ${problems.join("; ")}`);
    },
  };
}

async function codeOf(work: () => Promise<unknown>): Promise<ErrorCode | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
}

function expectSame(found: unknown, expected: unknown, what: string): void {
  if (found !== expected)
    throw new Error(`${what}: ${String(found)} instead of ${String(expected)}`);
}

const isPosted = (form: Form) => (model: OutboxModel) => model.content[form] !== null;

/** Posts a form: the first time, again, with other content, or anew. */
export function post(form: Form, content: number): Command {
  return command(`post ${form} with content ${content}`, async (model, simulation) => {
    const before = await simulation.row(form);
    const anew = !before || OVER.has(before.state);
    // With references two forms may say the very same; without, nobody could tell their tickets apart.
    const message = `Content ${content} of ${simulation.references ? "a form." : `form ${form}.`}`;
    const input = {
      formKey: simulation.keys[form],
      connectionId: simulation.connectionId,
      values: { subject: "Site down", message },
      draftKey: NEW_TICKET_KEY,
      files: [],
    };
    const code = await codeOf(() => fileTicket(simulation.viewer, input));
    expectSame(code, anew || model.content[form] === content ? null : "conflict", "posting");
    if (!anew) return expectSame((await simulation.row(form))?.state, before.state, "what stands");
    model.words[form] += 1;
    model.content[form] = content;
  });
}

function decideOn(form: Form, decision: Decision): Command {
  return command(
    `${decision} ${form}`,
    async (model, simulation) => {
      const before = await simulation.row(form);
      const may = before !== undefined && allowed[decision].has(before.state);
      const code = await codeOf(() =>
        decideSubmission(simulation.viewer, { submissionId: before?.id ?? "", decision }),
      );
      expectSame(code, may ? null : "conflict", decision);
      if (may && decision === "send_again") model.words[form] += 1;
    },
    isPosted(form),
  );
}

const idOf = async (simulation: OutboxSimulation, form: Form) =>
  (await simulation.row(form))?.id ?? "";

const deliver = (form: Form, behavior: ProviderBehavior, processes: number) =>
  command(
    `deliver ${form}${processes > 1 ? ` by ${processes} processes` : ""}, the provider ${behavior}`,
    async (_model, simulation) => {
      const id = await idOf(simulation, form);
      await simulation.while(behavior, () =>
        Promise.all(Array.from({ length: processes }, () => processSubmission(id))),
      );
    },
    isPosted(form),
  );

const forms = fc.constantFrom<Form>("A", "B");
const writing = fc.constantFrom<ProviderBehavior>(
  "accepts",
  "refuses",
  "limits",
  "is busy",
  "loses it before",
  "loses it after",
  "breaks",
  "is down",
);
const reading = fc.constantFrom<ProviderBehavior>("accepts", "loses it after", "is down");

const delivering = fc
  .tuple(forms, writing, fc.constantFrom(1, 1, 1, 2))
  .map(([form, behavior, processes]) => deliver(form, behavior, processes));
const passing = fc
  .constantFrom(0.1, 1, 2, 6, 16, 25 * 60)
  .map((minutes) =>
    command(`${minutes} minutes pass`, (_model, simulation) => simulation.pass(minutes)),
  );

/** All commands; important ones are more frequent. */
export const outboxCommands = [
  fc.tuple(forms, fc.nat({ max: 1 })).map(([form, content]) => post(form, content)),
  delivering,
  delivering,
  passing,
  fc
    .tuple(forms, fc.constantFrom<Decision>("take_back", "send_again", "drop"))
    .map(([form, decision]) => decideOn(form, decision)),
  fc
    .tuple(
      forms,
      fc.constantFrom<ModelKill>(
        "with the lease",
        "before the call",
        "after the provider accepted",
      ),
    )
    .map(([form, death]) =>
      command(
        `a process dies with ${form}, ${death}`,
        async (_model, simulation) => simulation.dies(await idOf(simulation, form), death),
        isPosted(form),
      ),
    ),
  fc.tuple(forms, fc.constantFrom("file" as const, "accepted" as const)).map(([form, at]) =>
    command(
      `a process falls asleep with ${form} ${at === "file" ? "before" : "after"} the provider accepts`,
      async (_model, simulation) => {
        const id = await idOf(simulation, form);
        await simulation.sleep(at, () => processSubmission(id));
      },
      isPosted(form),
    ),
  ),
  fc.constant(command("the sleeper wakes", (_model, simulation) => simulation.wake())),
  passing,
  reading.map((behavior) =>
    command(`a worker comes by, the provider ${behavior}`, (_model, simulation) =>
      simulation.while(behavior, () => simulation.round()),
    ),
  ),
  fc
    .boolean()
    .map((on) =>
      command(`the provider's list ${on ? "lags" : "has caught up"}`, async (_model, simulation) =>
        simulation.lag(on),
      ),
    ),
];
