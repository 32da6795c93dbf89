import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { useTestDatabase } from "@/tests/helpers/database";
import {
  checkHistories,
  type History,
  type HistoryStep,
  type SweepStep,
  unevenHistories,
} from "@/tests/helpers/mirror/history";
import { historyCounts } from "@/tests/helpers/mirror/history-counts";
import { useKillablePool } from "@/tests/helpers/mirror/killable-process";
import {
  type EditedField,
  MemoryProviderAccount,
  type PartEdit,
  type ProviderAccount,
  REFUSED,
} from "@/tests/helpers/mirror/provider-account";
import {
  HostupProviderAccount,
  UpsunProviderAccount,
} from "@/tests/helpers/mirror/sandbox-accounts";
import { TestClock } from "@/tests/helpers/mirror/test-clock";
import { TimesPlayer } from "@/tests/helpers/mirror/times-player";
import type { IntervalCounts } from "@/tests/helpers/mirror/truth";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

import {
  type HostupSandbox,
  startHostupSandbox,
  startUpsunSandbox,
  type UpsunSandbox,
} from "../../../sandbox/start";

const { shares: SHARES, seed: SEED, timeoutMs: TIMEOUT_MS } = historyCounts(30);

const database = useTestDatabase();

let viewer: Viewer;
let clock: TestClock;

beforeAll(async () => {
  clock = await TestClock.install(database.url);
  useKillablePool();
  viewer = await makeViewer({ organizationId: await makeOrganization() });
  await sql(`
    CREATE FUNCTION refuse_ticket() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF '${REFUSED}' IN (NEW.requester_name, NEW.status) THEN
        RAISE EXCEPTION 'refused' USING ERRCODE = '22000';
      END IF;
      RETURN NEW;
    END $$`);
  await sql(
    "CREATE TRIGGER refuse_ticket BEFORE INSERT OR UPDATE ON ticket FOR EACH ROW EXECUTE FUNCTION refuse_ticket()",
  );
});
afterAll(() => clock.uninstall());

/** Plays so many histories, and says how sure the mirror was. */
async function check(
  count: number,
  longest: number,
  account: (history: History) => ProviderAccount,
): Promise<void> {
  const counts: IntervalCounts = { events: 0, withInterval: 0, widths: [] };
  await checkHistories(
    count,
    unevenHistories(longest),
    async (history) => {
      await sql("DELETE FROM connection");
      await new TimesPlayer(account(history), viewer, clock, counts).play(history);
    },
    SEED,
  );
  // A handful of histories may have no change between two readings.
  if (count >= 20) expect(counts.withInterval).toBeGreaterThan(0);
  const widths = counts.widths.toSorted((one, other) => one - other);
  const median = widths[Math.floor(widths.length / 2)] ?? 0;
  process.stdout.write(
    `${count} histories: ${counts.events} events, ${counts.withInterval} with an interval, half of them under ${Math.round(median / 1_000)} s\n`,
  );
}

function inMemory({ setting }: History): ProviderAccount {
  const account = new MemoryProviderAccount(setting, clock, setting.times);
  for (let made = 0; made < setting.seeded; made += 1) account.create();
  return account;
}

const swept: SweepStep & { after: number } = {
  do: "sweep",
  full: false,
  hurried: false,
  asked: true,
  during: [],
  fate: { is: "done" },
  after: 600,
};
const full: HistoryStep = { ...swept, full: true };
const edit = (field: EditedField, to: number): HistoryStep => ({
  do: "edit",
  ticket: 0,
  field,
  to,
  when: "now",
  after: 600,
});
const status = (to: number) => edit("status", to);
const part = (what: PartEdit["what"], isListed: boolean): HistoryStep => ({
  do: "part",
  ticket: 0,
  what,
  isListed,
  after: 600,
});
const answer: HistoryStep = { do: "reply", ticket: 0, withFile: true, after: 600 };

/** One history for each reason why a sweep or a reading proves less than it seems to. */
const FOUND: Record<string, HistoryStep[]> = {
  "a text that no list shows changes long before it is read": [
    swept,
    edit("body", 1),
    swept,
    swept,
    status(1),
    swept,
  ],
  "a message changes unseen, and the ticket is meanwhile stored as a list entry": [
    answer,
    swept,
    part("rewrite", false),
    { do: "fail", kind: "unreadable", calls: 1, ticket: 0 },
    status(2),
    swept,
    { do: "recover" },
    swept,
  ],
  "a message is missing long before it counts as removed": [
    answer,
    answer,
    swept,
    part("unsend uncounted", false),
    status(0),
    swept,
    status(1),
    swept,
    part("unsend", true),
    swept,
  ],
  "a ticket changes while the database refuses it": [
    swept,
    part("refuse", true),
    swept,
    edit("subject", 2),
    swept,
    swept,
    part("refuse", true),
    { do: "wait", hours: 7 },
    swept,
  ],
  "a ticket changes while the database refuses all of it": [
    swept,
    part("refuse wholly", true),
    swept,
    swept,
    part("refuse wholly", true),
    { do: "wait", hours: 7 },
    swept,
  ],
  "an answer arrives after later sweeps have ended": [
    swept,
    status(1),
    { do: "open", ticket: 0, answersAfter: 3, after: 600 },
    status(0),
    swept,
    swept,
    swept,
    swept,
  ],
  "a ticket is removed long before a sweep looks for it": [
    { do: "create" },
    swept,
    { do: "remove", ticket: 0, after: 600 },
    swept,
    swept,
    full,
  ],
  "a ticket changes behind a sweep that is continued later": [
    { do: "create" },
    { do: "create" },
    { do: "create" },
    swept,
    { ...swept, hurried: true },
    status(1),
    swept,
    { ...swept, hurried: true },
    swept,
    swept,
  ],
  "a ticket comes back with another status": [
    swept,
    { do: "wait", hours: 1 },
    { do: "remove", ticket: 0, after: 600 },
    full,
    { do: "restore", ticket: 0, inFirstState: false, after: 600 },
    status(2),
    swept,
  ],
};

describe("the same holds when", () => {
  it.each(Object.entries(FOUND))("%s", async (_name, steps) => {
    const counts: IntervalCounts = { events: 0, withInterval: 0, widths: [] };
    for (const times of ["none", "right"] as const) {
      const setting: History["setting"] = { pageSize: 2, order: "oldest", seeded: 1, times };
      await sql("DELETE FROM connection");
      const account = inMemory({ setting, steps });
      await new TimesPlayer(account, viewer, clock, counts).play({ steps });
    }
    expect(counts.withInterval).toBeGreaterThan(0);
  });
});

describe("the true moment of each change lies between its two times, whatever the history", () => {
  it("of a provider in memory", { timeout: TIMEOUT_MS }, () => check(SHARES.memory, 24, inMemory));

  describe("over HTTP", () => {
    let hostup: HostupSandbox;
    let upsun: UpsunSandbox;
    beforeAll(async () => {
      const options = { seed: "empty-accounts", now: clock.now } as const;
      [hostup, upsun] = await Promise.all([
        startHostupSandbox(options),
        startUpsunSandbox(options),
      ]);
    });
    afterAll(() => Promise.all([hostup.stop(), upsun.stop()]));

    it("of HostUp", { timeout: TIMEOUT_MS }, () =>
      check(SHARES.hostup, 12, ({ setting }) => new HostupProviderAccount(hostup, clock, setting)),
    );

    it("of Upsun", { timeout: TIMEOUT_MS }, () =>
      check(
        SHARES.upsun,
        12,
        ({ setting }) => new UpsunProviderAccount(upsun, clock, 24 + setting.seeded),
      ),
    );
  });
});
