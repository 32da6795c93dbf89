import { randomUUID } from "node:crypto";

import fc from "fast-check";
import { expect, it } from "vitest";

import { useTestDatabase } from "@/tests/helpers/database";
import { NoticeHistory, type NoticeStep } from "@/tests/helpers/notifications/history";

const HISTORIES = Number(process.env.NOTICE_HISTORIES ?? 20);
const SEED = Number(process.env.HISTORIES_SEED ?? Date.now() % 1_000_000_000);
const TIMEOUT_MS = 120_000 + HISTORIES * 5_000;

useTestDatabase();

const who = fc.nat(3);
const ticket = fc.nat(2);
const step: fc.Arbitrary<NoticeStep> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant("create" as const) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("answer" as const), ticket }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("edit" as const), ticket, to: fc.nat(2) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("part" as const),
      ticket,
      what: fc.constantFrom("rewrite" as const, "unsend" as const),
    }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constant("sweep" as const) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom("follow" as const, "mute" as const, "open" as const, "file" as const),
      who,
      ticket,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom("reply" as const, "close" as const),
      who,
      ticket,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom("read" as const, "leave" as const, "return" as const),
      who,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("level" as const),
      who,
      level: fc.constantFrom("all" as const, "mine" as const, "none" as const),
    }),
  },
);

it(
  `of ${HISTORIES} histories, notifies exactly the expected people, and never of their own acts`,
  { timeout: TIMEOUT_MS },
  async () => {
    let notified = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 30, size: "max" }),
        async (steps) => {
          notified += await new NoticeHistory(`memory-${randomUUID()}`).play(steps);
        },
      ),
      { numRuns: HISTORIES, seed: SEED },
    );
    if (HISTORIES >= 20) expect(notified).toBeGreaterThan(HISTORIES);
  },
);
