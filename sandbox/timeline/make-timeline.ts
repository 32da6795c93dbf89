import { agents as hostupAgents } from "../hostup/texts/index";
import { Random } from "../shared/random";
import { prioritiesFor } from "../upsun/choices";
import { SUPPORT_AGENTS } from "../upsun/ticket-fields";
import { customersOf } from "./people";
import type { Telling, TimelineScenario } from "./scenario";
import { timelineScenarios } from "./scenarios/index";
import { accountValues, pickService, serviceActions } from "./services";
import { type Ending, tellTicket, type TicketPlan, type ToldTicket } from "./tell";
import type { Timeline, TimelineAction } from "./types";
import {
  CUSTOMER_HOURS,
  DAY_MS,
  HOUR_MS,
  MINUTE,
  nightMoment,
  officeMoment,
  swedishTime,
  whenWorking,
} from "./working-hours";

interface AccountPlan {
  provider: "hostup" | "upsun";
  account: string;
  organization: string;
  /** Mail domain of the customer. */
  mail: string;
  tickets: number;
  swedish: number;
}

const ACCOUNTS: readonly AccountPlan[] = [
  ["hostup", "northwind", "Northwind Trading", "northwind.example", 92, 0.45],
  ["hostup", "contoso", "Contoso", "contoso.example", 60, 0.75],
  ["hostup", "kvarnvik", "Kvarnvik Handel", "kvarnvik.example", 82, 1],
  ["hostup", "northwind-staging", "Northwind Trading", "northwind.example", 8, 0.25],
  ["upsun", "northwind", "Northwind Trading", "northwind.example", 50, 0],
  ["upsun", "contoso", "Contoso", "contoso.example", 32, 0],
  ["upsun", "kvarnvik", "Kvarnvik Handel", "kvarnvik.example", 44, 0.15],
  ["upsun", "northwind-staging", "Northwind Trading", "northwind.example", 4, 0],
].map(([provider, account, organization, mail, tickets, swedish]) => ({
  provider,
  account,
  organization,
  mail,
  tickets,
  swedish,
})) as AccountPlan[];

const AGENTS = { hostup: hostupAgents, upsun: SUPPORT_AGENTS.map(({ name }) => name) } as const;

/** A year of the accounts' tickets and services. The same end gives the same timeline. */
export function makeTimeline(end: number): Timeline {
  const tickets = ACCOUNTS.flatMap((plan, index) =>
    new AccountYear(plan, new Random(7100 + index * 37), end).tell(),
  );
  return [...serviceActions(end), ...tickets].sort(
    (a, b) => a.at - b.at || (a.ticket < b.ticket ? -1 : 1),
  );
}

class AccountYear {
  readonly #decks = new Map<string, TimelineScenario[]>();
  readonly #actions: TimelineAction[] = [];

  constructor(
    private readonly plan: AccountPlan,
    private readonly chance: Random,
    private readonly end: number,
  ) {}

  tell(): TimelineAction[] {
    const { tickets, swedish, provider, account } = this.plan;
    for (let index = 0; index < tickets; index += 1) {
      const age = 7 * MINUTE + 363 * DAY_MS * ((index + this.chance.next()) / tickets) ** 1.65;
      const scenario = this.#draw(this.chance.chance(swedish) ? "sv" : "en");
      const key = `${provider}-${account}-${index + 1}`;
      const filedAt = this.#momentFor(scenario, age);
      const plan = this.#planOf(scenario, scenario, key, filedAt, this.#ending(index, age));
      const told = this.#tell(plan);
      this.#duplicate(scenario, plan, told);
      this.#followUp(scenario, plan, told);
    }
    return this.#actions;
  }

  #tell(plan: TicketPlan): ToldTicket {
    const told = tellTicket(plan, this.chance, this.end);
    this.#actions.push(...told.actions);
    return told;
  }

  /** Scenarios come in a shuffled order, so that the same ones are far apart. */
  #draw(language: "sv" | "en"): TimelineScenario {
    const { provider, account } = this.plan;
    const deck = this.#decks.get(language) ?? [];
    if (deck.length === 0)
      deck.push(
        ...this.chance.shuffled(
          timelineScenarios[provider].filter(
            (one) => one.language === language && (one.accounts?.includes(account) ?? true),
          ),
        ),
      );
    this.#decks.set(language, deck);
    const scenario = deck.pop();
    if (scenario === undefined) throw new Error(`No scenario of ${provider} in ${language}.`);
    return scenario;
  }

  #momentFor(scenario: TimelineScenario, age: number): number {
    const at = this.end - age;
    const working = whenWorking(at, CUSTOMER_HOURS, this.chance) === at;
    if (age < HOUR_MS || (age < 20 * HOUR_MS && (working || scenario.night))) return Math.round(at);
    const moment = scenario.night ? nightMoment(at, this.chance) : officeMoment(at, this.chance);
    return Math.min(Math.round(moment), this.end - this.chance.between(6, 90) * MINUTE);
  }

  #ending(index: number, age: number): Ending {
    const { tickets } = this.plan;
    if (tickets > 40 && index === 9) return "unclear";
    const endings: readonly (readonly [Ending, number])[] =
      age < 40 * DAY_MS
        ? [
            ["told", 58],
            ["yours", 20],
            ["theirs", 11],
            ["paused", 11],
          ]
        : [
            ["told", 960],
            ["yours", 28],
            ["paused", 12],
          ];
    return this.chance.weighted(endings);
  }

  #planOf(
    scenario: TimelineScenario,
    telling: Telling,
    key: string,
    filedAt: number,
    ending: Ending,
  ): TicketPlan {
    const { provider, account, organization, mail } = this.plan;
    const { chance, end } = this;
    const [owner, second = owner] = customersOf(account);
    if (owner === undefined || second === undefined)
      throw new Error(`Nobody writes for ${account}.`);
    // Northwind's owner prefers English.
    const abroad = account === "northwind" && scenario.language === "sv";
    const [filer, colleague] = chance.chance(abroad ? 0.1 : 0.55)
      ? [owner, second]
      : [second, owner];
    const [agent, agent2] = chance.shuffled<string>(AGENTS[provider]);
    if (agent === undefined || agent2 === undefined) throw new Error("There are too few agents.");
    const service = pickService(scenario, account, end, chance);
    const before = filedAt - chance.between(6, 70) * MINUTE;
    const time = provider === "hostup" ? swedishTime(before) : new Date(before);
    const first = (name: string) => name.split(" ")[0] ?? name;
    const values = new Map<string, string>([
      ...accountValues(account, end),
      ...(service?.values ?? []),
      ["customer", first(filer.name)],
      ["colleague", first(colleague.name)],
      ["agent", first(agent)],
      ["agent2", first(agent2)],
      ["org", organization],
      ["mail", mail],
      ["time", time.toISOString().slice(11, 16)],
    ]);
    return {
      key,
      provider,
      account,
      organization,
      language: scenario.language,
      category: scenario.category,
      priority: this.#priority(scenario, service?.project),
      night: scenario.night ?? false,
      ...(service && { service: { kind: service.kind, name: service.name } }),
      values,
      filer,
      colleague,
      agents: [agent, agent2],
      cc: provider === "hostup" && chance.chance(0.15) ? [`it@${mail}`] : [],
      filedAt,
      telling,
      ending,
    };
  }

  #priority(
    { priorities, category }: TimelineScenario,
    project: Parameters<typeof prioritiesFor>[0],
  ): string {
    const wanted = this.chance.pick(priorities);
    if (this.plan.provider === "hostup") return wanted;
    const offered = prioritiesFor(project, category).map(({ id }) => id);
    return offered.find((id) => id === wanted) ?? "normal";
  }

  /** The colleague has not seen the first ticket and files another one. */
  #duplicate({ duplicate }: TimelineScenario, plan: TicketPlan, told: ToldTicket): void {
    const filedAt = plan.filedAt + this.chance.between(5, 45) * MINUTE;
    if (duplicate === undefined || filedAt > this.end || !this.chance.chance(0.6)) return;
    const values = new Map([...plan.values, ["other", `{#${plan.key}}`]]);
    const merged = plan.language === "sv" ? "Sammanslaget" : "Merged";
    this.#tell({
      ...plan,
      key: `${plan.key}-duplicate`,
      values: values.set("first", told.subject),
      filer: plan.colleague,
      colleague: plan.filer,
      cc: [],
      filedAt,
      ending: "told",
      telling: {
        subjects: [duplicate.subject],
        opening: duplicate.opening,
        steps: [
          ["agent", duplicate.answer],
          ["subject", `${merged}: ${duplicate.subject}`, { wait: 1 }],
          ["status", plan.provider === "hostup" ? "closed" : "solved", { wait: 1 }],
        ],
      },
    });
  }

  #followUp({ followUp, ...scenario }: TimelineScenario, plan: TicketPlan, told: ToldTicket): void {
    if (followUp === undefined || told.closedAt === null || !this.chance.chance(0.7)) return;
    const later = told.closedAt + this.chance.between(2, 16) * DAY_MS;
    const filedAt = whenWorking(later, CUSTOMER_HOURS, this.chance);
    if (filedAt > this.end) return;
    const next = this.#planOf(scenario, followUp, `${plan.key}-follow-up`, filedAt, "told");
    this.#tell({
      ...next,
      ...(plan.service && { service: plan.service }),
      values: new Map([...next.values, ...plan.values, ["earlier", `{#${plan.key}}`]]),
      filer: plan.filer,
      colleague: plan.colleague,
      followUpOf: plan.key,
    });
  }
}
