import { hostupAccounts, kvarnvikAccounts } from "../../accounts";
import type { SandboxSeed } from "../../shared/options";
import { Random } from "../../shared/random";
import type { SandboxKey } from "../../shared/state";
import type { HostupAccount, HostupState, StoredHostupTicket } from "../state";
import { hostupScenarios } from "../texts/index";
import { seedInventory } from "./inventory";
import { seedOddities } from "./oddities";
import { seedHostupTicket } from "./ticket";

const FIRST_NUMBER = 148_203;
const DEMO_TICKETS = { northwind: 150, contoso: 40, "northwind-staging": 6 } as const;

const PRIORITIES = [
  ["low", 30],
  ["medium", 44],
  ["high", 15],
  ["urgent", 8],
  ["critical", 3],
] as const;
const YOUNG = [
  ["open", 18],
  ["answered", 24],
  ["customer_reply", 16],
  ["in_progress", 12],
  ["on_hold", 6],
  ["closed", 24],
] as const;
const OLD = [
  ["closed", 91],
  ["answered", 5],
  ["on_hold", 3],
  ["in_progress", 1],
] as const;

/** A fresh state. The same seed and time give the same accounts, tickets and ids. */
export function seedHostup(seed: SandboxSeed, now: Date): HostupState {
  const accounts = [
    hostupAccounts.northwind,
    hostupAccounts.contoso,
    hostupAccounts.northwindStaging,
    ...(seed === "timeline" ? [kvarnvikAccounts.hostup] : []),
  ].map(({ id, label, requesterName, email }): HostupAccount => ({
    id,
    label,
    requesterName,
    email,
    supportCredits: 3,
    creditSpentAt: null,
  }));
  const state: HostupState = {
    version: 1,
    provider: "hostup",
    accounts,
    keys: seedKeys(seed),
    inventories: accounts.map(({ id }) => seedInventory(id, now)),
    tickets: [],
    uploads: [],
    nextNumber: FIRST_NUMBER,
    journal: [],
    pendingAnswers: [],
    advances: 0,
    clockSkewMs: 0,
  };
  const counts: Readonly<Record<string, number>> =
    seed === "demo" ? DEMO_TICKETS : typeof seed === "string" ? {} : { northwind: seed.tickets };
  for (const account of accounts)
    state.tickets.push(...seedAccount(state, account, counts[account.id] ?? 0, now));
  if (seed === "demo")
    seedOddities(state.tickets.filter(({ accountId }) => accountId === "northwind"));
  numberByAge(state);
  return state;
}

function seedAccount(
  state: HostupState,
  account: HostupAccount,
  total: number,
  now: Date,
): StoredHostupTicket[] {
  const chance = new Random(4201 + state.accounts.indexOf(account));
  const inventory = state.inventories.find(({ accountId }) => accountId === account.id);
  if (inventory === undefined) return [];
  let deck: (typeof hostupScenarios)[number][] = [];
  return Array.from({ length: total }, (_, index) => {
    if (deck.length === 0) deck = chance.shuffled(hostupScenarios);
    const scenario = deck.pop() ?? chance.pick(hostupScenarios);
    const status =
      index < YOUNG.length
        ? (YOUNG[index]?.[0] ?? "open")
        : chance.weighted<string>(index < total * 0.35 ? YOUNG : OLD);
    const priority =
      index < PRIORITIES.length
        ? (PRIORITIES[index]?.[0] ?? "low")
        : chance.weighted<string>(PRIORITIES);
    return seedHostupTicket(chance, now, account, inventory, {
      scenario,
      index,
      total,
      status,
      priority,
      number: 0,
    });
  });
}

function numberByAge(state: HostupState): void {
  state.tickets.sort((a, b) => a.order - b.order);
  for (const ticket of state.tickets) {
    ticket.number = String(state.nextNumber);
    state.nextNumber += 1;
  }
}

function seedKeys(seed: SandboxSeed): SandboxKey[] {
  const { northwind, contoso, northwindStaging } = hostupAccounts;
  const of = (
    accountId: string,
    key: { key: string; label: string; scopes: readonly string[] },
  ): SandboxKey => ({
    key: key.key,
    label: key.label,
    accountId,
    scopes: [...key.scopes],
    revoked: false,
  });
  return [
    of(northwind.id, northwind.key),
    of(northwind.id, northwind.noWriteKey),
    of(northwind.id, northwind.noReadKey),
    of(northwind.id, northwind.noVpsKey),
    of(contoso.id, contoso.key),
    of(northwindStaging.id, northwindStaging.key),
    ...(seed === "timeline" ? [of(kvarnvikAccounts.hostup.id, kvarnvikAccounts.hostup.key)] : []),
  ];
}
