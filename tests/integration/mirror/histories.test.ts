import { afterAll, beforeAll, describe, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { useTestDatabase } from "@/tests/helpers/database";
import {
  checkHistories,
  histories,
  type History,
  type HistoryChange,
  type HistoryStep,
  type SweepStep,
} from "@/tests/helpers/mirror/history";
import { historyCounts } from "@/tests/helpers/mirror/history-counts";
import { useKillablePool } from "@/tests/helpers/mirror/killable-process";
import { HistoryPlayer } from "@/tests/helpers/mirror/player";
import {
  type EditTime,
  MemoryProviderAccount,
  type ProviderAccount,
  ProviderClock,
} from "@/tests/helpers/mirror/provider-account";
import {
  HostupProviderAccount,
  UpsunProviderAccount,
} from "@/tests/helpers/mirror/sandbox-accounts";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import {
  type HostupSandbox,
  startHostupSandbox,
  startUpsunSandbox,
  type UpsunSandbox,
} from "../../../sandbox/start";

const { shares: SHARES, seed: SEED, timeoutMs: TIMEOUT_MS } = historyCounts(40);

useTestDatabase();

let viewer: Viewer;

beforeAll(async () => {
  useKillablePool();
  viewer = await makeViewer({ organizationId: await makeOrganization() });
});

const swept: SweepStep = {
  do: "sweep",
  full: false,
  hurried: false,
  asked: true,
  during: [],
  fate: { is: "done" },
};
const setting: History["setting"] = { pageSize: 2, order: "oldest", seeded: 1 };
const status = (to: number, when: EditTime): HistoryChange => ({
  do: "edit",
  ticket: 0,
  field: "status",
  to,
  when,
});

const played = (account: (history: History) => ProviderAccount) => async (history: History) => {
  await sql("DELETE FROM connection");
  await new HistoryPlayer(account(history), viewer).play(history);
};

describe("after any history of an account, the mirror is what a full reading of it would be, its events lead there, and exactly the removed tickets are marked", () => {
  it("of a provider in memory", { timeout: TIMEOUT_MS }, () =>
    checkHistories(
      SHARES.memory,
      histories(16),
      played(({ setting }) => inMemory(setting)),
      SEED,
    ),
  );

  describe("over HTTP", () => {
    const clock = new ProviderClock();
    let hostup: HostupSandbox;
    let upsun: UpsunSandbox;
    beforeAll(async () => {
      [hostup, upsun] = await Promise.all([
        startHostupSandbox({ seed: "empty-accounts", now: clock.now }),
        startUpsunSandbox({ seed: "empty-accounts", now: clock.now }),
      ]);
    });
    afterAll(() => Promise.all([hostup.stop(), upsun.stop()]));

    it("of HostUp", { timeout: TIMEOUT_MS }, () =>
      checkHistories(
        SHARES.hostup,
        histories(12),
        played(({ setting }) => new HostupProviderAccount(hostup, clock, setting)),
        SEED,
      ),
    );

    it("of HostUp, when a process is killed before it has stored that it was asked to wait", () => {
      const empty = { ...setting, seeded: 0 };
      const fate = { is: "killed", leaseOver: false, before: "statement", number: 2 } as const;
      return played(() => new HostupProviderAccount(hostup, clock, empty))({
        setting: empty,
        steps: [
          { do: "fail", kind: "429", calls: 1, ticket: 0 },
          { ...swept, asked: false, fate },
        ],
      });
    });

    // Its pages are of 25.
    it("of Upsun, when a text changes under one and the same time", () =>
      played(() => new UpsunProviderAccount(upsun, clock, 2))({
        setting,
        steps: [swept, { do: "edit", ticket: 0, field: "body", to: 1, when: "equal" }],
      }));

    it("of Upsun", { timeout: TIMEOUT_MS }, () =>
      checkHistories(
        SHARES.upsun,
        histories(12),
        played(({ setting }) => new UpsunProviderAccount(upsun, clock, 24 + setting.seeded)),
        SEED,
      ),
    );
  });
});

function inMemory(setting: History["setting"]): ProviderAccount {
  const account = new MemoryProviderAccount(setting);
  for (let count = 0; count < setting.seeded; count += 1) account.create();
  return account;
}

/** Histories that random search finds too rarely to rely on. */
const FOUND: Record<string, HistoryStep[]> = {
  "a status that changes between the list and the full read, and back again, under one and the same time":
    [{ ...swept, during: [{ call: 2, then: status(1, "equal") }] }, status(0, "equal")],
  "a slow answer to a person, of a ticket that was removed and missed meanwhile": [
    swept,
    { do: "open", ticket: 0, answersAfter: 2 },
    { do: "remove", ticket: 0 },
    { ...swept, full: true },
    { do: "create" },
  ],
  "a ticket that comes back as it had been at first": [
    swept,
    status(1, "now"),
    swept,
    { do: "remove", ticket: 0 },
    { ...swept, full: true },
    { do: "restore", ticket: 0, inFirstState: true },
  ],
  "a ticket that comes back as it had been at first, without its messages": [
    { ...swept, during: [{ call: 1, then: { do: "reply", ticket: 0, withFile: true } }] },
    { do: "remove", ticket: 0 },
    { ...swept, full: true },
    { do: "restore", ticket: 0, inFirstState: true },
  ],
  "a key that dies while missed tickets are asked for": [
    swept,
    { do: "remove", ticket: 0 },
    {
      ...swept,
      full: true,
      during: [{ call: 2, then: { do: "fail", kind: "401", calls: 1, ticket: 0 } }],
    },
  ],
};

describe("the same holds of", () => {
  it.each(Object.entries(FOUND))("%s", async (_name, steps) =>
    played(() => inMemory(setting))({ setting, steps }),
  );

  it("a process that sleeps while a refused key is checked", async () => {
    const empty = { ...setting, seeded: 0 };
    await played(() => inMemory(empty))({
      setting: empty,
      steps: [
        { do: "fail", kind: "401", calls: 1, ticket: 0 },
        { ...swept, asked: false, fate: { is: "overtaken", call: 2 } },
      ],
    });
  });

  it("a process that wakes up on an empty account after another one was asked to wait", async () => {
    const empty = { ...setting, seeded: 0 };
    await played(() => inMemory(empty))({
      setting: empty,
      steps: [
        { do: "fail", kind: "429", calls: 1, ticket: 0 },
        { ...swept, asked: false, fate: { is: "overtaken", call: 1 } },
      ],
    });
  });
});
