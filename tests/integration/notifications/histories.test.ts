import { randomUUID } from "node:crypto";

import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";

import { useTestDatabase } from "@/tests/helpers/database";
import { DeliveryHistory, type DeliveryStep } from "@/tests/helpers/notifications/delivery-history";
import type { NoticeStep } from "@/tests/helpers/notifications/history";
import { sql } from "@/tests/helpers/sql";

import { type MailCatcher, startMailCatcher } from "../../../sandbox/mail/catcher";

const HISTORIES = Number(process.env.NOTICE_HISTORIES ?? 20);
const SEED = Number(process.env.HISTORIES_SEED ?? Date.now() % 1_000_000_000);
const TIMEOUT_MS = 120_000 + HISTORIES * 5_000;

useTestDatabase();

let catcher: MailCatcher;
let history: DeliveryHistory;

beforeAll(async () => {
  catcher = await startMailCatcher({ beforeAccept: (mail) => history.receive(mail) });
  process.env.SMTP_URL = catcher.smtpUrl;
});

afterAll(() => catcher.stop());

const who = fc.nat(3);
const ticket = fc.nat(2);
const step: fc.Arbitrary<NoticeStep> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant("create" as const) }) },
  { weight: 12, arbitrary: fc.record({ do: fc.constant("answer" as const), ticket }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("edit" as const),
      ticket,
      to: fc.nat(2),
      field: fc.constantFrom("status" as const, "priority" as const),
    }),
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

const simple = <Do extends DeliveryStep["do"]>(...dos: Do[]) =>
  fc.record({ do: fc.constantFrom(...dos) });
const delivery: fc.Arbitrary<DeliveryStep> = fc.oneof(
  { weight: 10, arbitrary: simple("tell") },
  { weight: 5, arbitrary: simple("mail") },
  { weight: 2, arbitrary: simple("break", "refuse") },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("pass" as const),
      minutes: fc.constantFrom(1, 5, 14, 15, 61, 240, 1_440),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("disable", "enable", "storm"), who }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("quiet" as const),
      who,
      from: fc.nat(1_439),
      hours: fc.integer({ min: 1, max: 12 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("choose" as const),
      who,
      kind: fc.constantFrom("answered", "your_turn", "changed", "edited"),
      mail: fc.constantFrom("off", "now", "digest"),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("private", "public"), who, ticket }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("remove" as const), ticket }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("fail" as const),
      kind: fc.constantFrom("429", "503", "cut", "unreadable"),
      calls: fc.nat(3),
      ticket,
    }),
  },
);

it(
  `of ${HISTORIES} histories, tells and mails exactly those who are to be told, and nobody of their own acts`,
  { timeout: TIMEOUT_MS },
  async () => {
    let notified = 0;
    let mailed = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(step, delivery), { minLength: 5, maxLength: 50, size: "max" }),
        async (steps) => {
          for (const table of ["mail", "rate_limit", "notice_delivery", "pgboss.job"])
            await sql(`DELETE FROM ${table}`);
          history = new DeliveryHistory(`memory-${randomUUID()}`);
          notified += await history.play(steps);
          mailed += history.mailed;
        },
      ),
      { numRuns: HISTORIES, seed: SEED },
    );
    if (HISTORIES < 20) return;
    expect(notified).toBeGreaterThan(HISTORIES);
    // Most notices are read, muted or left to a digest before they are mailed.
    expect(mailed).toBeGreaterThan(HISTORIES / 4);
  },
);
