import { kvarnvikAccounts, upsunAccounts, upsunColleagues } from "../../accounts";
import type { SandboxSeed } from "../../shared/options";
import { Random } from "../../shared/random";
import type { SandboxKey } from "../../shared/state";
import { filedAt } from "../../shared/times";
import type { StoredUpsunTicket, UpsunState } from "../state";
import { upsunScenarios } from "../texts/index";
import { seedProjects } from "./projects";
import { seedUpsunTicket } from "./ticket";

const FIRST_ID = 4_102_201;
const DEMO_TICKETS = { northwind: 80, contoso: 25, "northwind-staging": 4 } as const;

const YOUNG = [
  ["open", 16],
  ["pending", 24],
  ["new", 9],
  ["hold", 8],
  ["solved", 26],
  ["closed", 14],
  ["deleted", 3],
] as const;
const OLD = [
  ["closed", 84],
  ["solved", 9],
  ["hold", 2],
  ["pending", 3],
  ["deleted", 2],
] as const;

/** A fresh state. The same seed and time give the same accounts, tickets and ids. */
export function seedUpsun(seed: SandboxSeed, now: Date): UpsunState {
  const full = seed === "timeline";
  const accounts = [...Object.values(upsunAccounts), ...(full ? [kvarnvikAccounts.upsun] : [])];
  const colleagues = full ? upsunColleagues : [];
  const state: UpsunState = {
    version: 1,
    provider: "upsun",
    accounts: accounts.map(({ id, label }) => ({ id, label })),
    users: [...accounts.map(({ id, ...user }) => ({ ...user, accountId: id })), ...colleagues].map(
      ({ accountId, userId, email, firstName, lastName }) => ({
        id: userId,
        accountId,
        email,
        firstName,
        lastName,
        createdAt: "2024-02-05T10:00:00.000Z",
      }),
    ),
    keys: seedKeys(seed),
    ...seedProjects(accounts),
    tickets: [],
    tokens: [],
    nextTicketId: FIRST_ID,
    journal: [],
    pendingAnswers: [],
    advances: 0,
    clockSkewMs: 0,
  };
  const counts: Readonly<Record<string, number>> =
    seed === "demo" ? DEMO_TICKETS : typeof seed === "string" ? {} : { northwind: seed.tickets };
  const planned = accounts.flatMap((account, turn) => {
    const chance = new Random(5303 + turn);
    const total = counts[account.id] ?? 0;
    let deck: (typeof upsunScenarios)[number][] = [];
    return Array.from({ length: total }, (_, index) => {
      if (deck.length === 0) deck = chance.shuffled(upsunScenarios);
      const status =
        index < YOUNG.length
          ? (YOUNG[index]?.[0] ?? "open")
          : chance.weighted<string>(index < total * 0.35 ? YOUNG : OLD);
      return {
        account,
        chance,
        index,
        at: filedAt(chance, now, index, total),
        status,
        scenario: deck.pop() ?? chance.pick(upsunScenarios),
      };
    });
  });
  // Numbered by age over all accounts, as a provider does.
  planned.sort((a, b) => a.at - b.at);
  for (const plan of planned) {
    state.tickets.push(
      seedUpsunTicket(state, { ...plan, accountId: plan.account.id, id: state.nextTicketId, now }),
    );
    state.nextTicketId += 1;
  }
  if (seed === "demo")
    seedOddities(state.tickets.filter(({ accountId }) => accountId === upsunAccounts.northwind.id));
  return state;
}

/** Data of real accounts that the API description does not allow: unknown values, and null for missing ones. */
function seedOddities(tickets: readonly StoredUpsunTicket[]): void {
  const newest = [...tickets].reverse();
  const change = (index: number, fields: Record<string, unknown>) => {
    const stored = newest[index];
    if (stored) Object.assign(stored.ticket, fields);
  };
  change(12, { status: "escalated" });
  change(21, { status: "unknown", priority: "p1" });
  change(30, {
    priority: null,
    category: null,
    due: null,
    assignee_id: null,
    affected_url: null,
    jira: null,
  });
  change(38, { category: "security_question", environment: "env_preview" });
  change(45, { subject: null });
}

function seedKeys(seed: SandboxSeed): SandboxKey[] {
  const { northwind, contoso, northwindStaging } = upsunAccounts;
  const of = (
    accountId: string,
    { key, label, scopes }: { key: string; label: string; scopes: readonly string[] },
  ): SandboxKey => ({ key, label, accountId, scopes: [...scopes], revoked: false });
  return [
    of(northwind.id, northwind.key),
    of(northwind.id, northwind.noOrganizationsKey),
    of(northwind.id, northwind.readOnlyKey),
    of(contoso.id, contoso.key),
    of(northwindStaging.id, northwindStaging.key),
    ...(seed === "timeline"
      ? [
          of(contoso.id, contoso.retiredKey),
          of(kvarnvikAccounts.upsun.id, kvarnvikAccounts.upsun.key),
        ]
      : []),
  ];
}
