import fc from "fast-check";

import type { KillMoment } from "./killable-process";
import type { Edit, GivenTimes, PartEdit, ProviderFault } from "./provider-account";

/** `ticket` is a place in the list of those that can be meant, taken modulo its length. */
export type HistoryChange =
  | { do: "create" }
  | ({ do: "edit"; ticket: number } & Edit)
  | { do: "reply"; ticket: number; withFile: boolean }
  | ({ do: "part"; ticket: number } & PartEdit)
  | { do: "close"; ticket: number }
  | { do: "remove"; ticket: number }
  | { do: "restore"; ticket: number; inFirstState: boolean }
  | { do: "inventory"; to: number };

/** Happens just before the given call of the sweep. */
export interface Interruption {
  call: number;
  /** Seconds that pass before. */
  after?: number;
  then: HistoryChange | { do: "open"; ticket: number } | FaultStep;
}

export interface FaultStep {
  do: "fail";
  kind: ProviderFault;
  calls: number;
  ticket: number;
}

export interface SweepStep {
  do: "sweep";
  full: boolean;
  /** Its time is over after each page. */
  hurried: boolean;
  asked: boolean;
  during: Interruption[];
  fate:
    | { is: "done" }
    | ({ is: "killed"; leaseOver: boolean } & KillMoment)
    | { is: "overtaken"; call: number }
    | { is: "doubled" };
}

export type HistoryStep = (
  | HistoryChange
  | SweepStep
  | { do: "open"; ticket: number; answersAfter: number }
  | FaultStep
  | { do: "recover" }
  | { do: "wait"; hours: number }
) & {
  /** Seconds that pass before. */
  after?: number;
};

export interface History {
  setting: {
    pageSize: number;
    order: "oldest" | "newest" | "changed";
    seeded: number;
    times?: GivenTimes;
  };
  steps: HistoryStep[];
}

const ticket = fc.nat(5);
const to = fc.nat(2);

const change: fc.Arbitrary<HistoryChange> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ do: "create" } as const) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("edit" as const),
      ticket,
      to,
      when: fc.constantFrom("now", "equal", "late"),
      field: fc.constantFrom(
        "status",
        "status",
        "priority",
        "subject",
        "body",
        "other",
        "services",
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("reply" as const), ticket, withFile: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("close" as const), ticket }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("remove" as const), ticket }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("restore" as const),
      ticket,
      inFirstState: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("inventory" as const), to }) },
);

const trouble: fc.Arbitrary<FaultStep> = fc.record({
  do: fc.constant("fail" as const),
  kind: fc.constantFrom<ProviderFault[]>("429", "503", "cut", "401", "403", "unreadable", "shift"),
  calls: fc.integer({ min: 1, max: 5 }),
  ticket,
});

const interruption: fc.Arbitrary<Interruption> = fc.record({
  call: fc.integer({ min: 1, max: 8 }),
  then: fc.oneof<fc.MaybeWeightedArbitrary<Interruption["then"]>[]>(
    { weight: 6, arbitrary: change },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("open" as const), ticket }) },
    { weight: 1, arbitrary: trouble },
  ),
});

const fate: fc.Arbitrary<SweepStep["fate"]> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ is: "done" } as const) },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constant("killed" as const),
      leaseOver: fc.boolean(),
      before: fc.constant("call" as const),
      number: fc.integer({ min: 1, max: 10 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant("killed" as const),
      leaseOver: fc.boolean(),
      before: fc.constantFrom("statement" as const, "answer" as const),
      number: fc.integer({ min: 1, max: 60 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constant("overtaken" as const),
      call: fc.integer({ min: 1, max: 8 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ is: "doubled" } as const) },
);

const sweep: fc.Arbitrary<HistoryStep> = fc.record({
  do: fc.constant("sweep" as const),
  full: fc.boolean(),
  hurried: fc.boolean(),
  asked: fc.boolean(),
  during: fc.array(interruption, { maxLength: 3 }),
  fate,
});

const step: fc.Arbitrary<HistoryStep> = fc.oneof(
  { weight: 10, arbitrary: change },
  { weight: 8, arbitrary: sweep },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("open" as const), ticket, answersAfter: fc.nat(3) }),
  },
  { weight: 2, arbitrary: trouble },
  { weight: 1, arbitrary: fc.constant<HistoryStep>({ do: "recover" }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("wait" as const), hours: fc.constantFrom(1, 7) }),
  },
);

/** Any history of an account and of its mirror, of up to so many steps. */
export function histories(longest: number): fc.Arbitrary<History> {
  return fc.record({
    setting: fc.record({
      pageSize: fc.integer({ min: 1, max: 4 }),
      order: fc.constantFrom("oldest", "newest", "changed"),
      seeded: fc.nat(4),
    }),
    steps: fc.array(step, { minLength: 1, maxLength: longest, size: "max" }),
  });
}

const gap = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.integer({ min: 4, max: 90 }),
  fc.integer({ min: 91, max: 20_000 }),
);

const partEdit: fc.Arbitrary<HistoryChange> = fc.record({
  do: fc.constant("part" as const),
  ticket,
  what: fc.constantFrom<PartEdit["what"][]>(
    "rewrite",
    "unsend",
    "unsend uncounted",
    "unfile",
    "refuse",
    "refuse wholly",
  ),
  isListed: fc.boolean(),
});

/** The same with unequal times between the steps, changes of parts, and no or wrong times. */
export function unevenHistories(longest: number): fc.Arbitrary<History> {
  const uneven = fc
    .tuple(
      fc.oneof(
        { weight: 4, arbitrary: step },
        { weight: 2, arbitrary: partEdit },
        { weight: 2, arbitrary: sweep },
      ),
      gap,
      fc.array(gap, { minLength: 3, maxLength: 3 }),
    )
    .map(([each, after, between]): HistoryStep =>
      each.do === "sweep"
        ? {
            ...each,
            after,
            during: each.during.map((interrupted, index) => ({
              ...interrupted,
              after: between[index],
            })),
          }
        : { ...each, after },
    );
  return fc
    .tuple(
      histories(1),
      fc.array(uneven, { minLength: 4, maxLength: longest, size: "max" }),
      fc.constantFrom<GivenTimes[]>("right", "none", -7_200_000, 90_000, 864_000_000),
    )
    .map(([{ setting }, steps, times]) => ({
      setting: { ...setting, seeded: setting.seeded + 1, times },
      steps,
    }));
}

/** The history as a list to read: its setting, then one step a line. */
function describeHistory({ setting, steps }: History): string {
  return [
    JSON.stringify(setting),
    ...steps.map((each, index) => `${index + 1}. ${JSON.stringify(each)}`),
  ].join("\n");
}

/** A history that takes longer hangs. */
const MAX_HISTORY_MS = 120_000;

/**
 * Plays random histories and shrinks the first that fails. The error names the seed that repeats
 * it.
 */
export async function checkHistories(
  count: number,
  of: fc.Arbitrary<History>,
  play: (history: History) => Promise<void>,
  seed: number,
): Promise<void> {
  let played = 0;
  let failed = false;
  const counted = async (history: History) => {
    if (!failed) played += 1;
    await play(history).catch((error: unknown) => {
      failed = true;
      throw error;
    });
  };
  const result = await fc.check(fc.asyncProperty(of, counted), {
    numRuns: count,
    seed,
    timeout: MAX_HISTORY_MS,
  });
  if (!result.failed) return;
  const history = result.counterexample?.[0];
  const shrunk = `after ${played} histories, made shorter ${result.numShrinks} times; HISTORIES_SEED=${result.seed} repeats it`;
  throw new Error(`${history ? describeHistory(history) : "Nothing was played."}\n(${shrunk})`, {
    cause: result.errorInstance,
  });
}
