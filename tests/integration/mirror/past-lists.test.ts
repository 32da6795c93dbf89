import { beforeAll, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { useTestDatabase } from "@/tests/helpers/database";
import { checkHistories, histories } from "@/tests/helpers/mirror/history";
import { historyCounts } from "@/tests/helpers/mirror/history-counts";
import { useKillablePool } from "@/tests/helpers/mirror/killable-process";
import { PastPlayer } from "@/tests/helpers/mirror/past/past-player";
import { MemoryProviderAccount } from "@/tests/helpers/mirror/provider-account";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

const { shares: SHARES, seed: SEED, timeoutMs: TIMEOUT_MS } = historyCounts(6);
/** Moments of each. */
const STEPS = 20;

useTestDatabase();

let people: { member: Viewer; staff: Viewer };

beforeAll(async () => {
  useKillablePool();
  const organizationId = await makeOrganization();
  people = {
    member: await makeViewer({ organizationId }),
    staff: await makeViewer({ role: "staff" }),
  };
});

it(
  "a list at a moment is what it was then, with its counts, filters and searches",
  {
    timeout: TIMEOUT_MS,
  },
  () =>
    checkHistories(
      SHARES.memory,
      histories(STEPS),
      async (history) => {
        await sql("DELETE FROM connection");
        const account = new MemoryProviderAccount(history.setting);
        for (let count = 0; count < history.setting.seeded; count += 1) account.create();
        await new PastPlayer(account, people).play(history);
      },
      SEED,
    ),
);
