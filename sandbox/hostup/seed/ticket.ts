import { prefixedId } from "../../shared/ids";
import { barsPng } from "../../shared/png";
import type { Random } from "../../shared/random";
import { filedAt, followUpTimes } from "../../shared/times";
import { departmentName } from "../departments";
import type {
  HostupAccount,
  Inventory,
  StoredAttachment,
  StoredHostupTicket,
  StoredMessage,
  StoredService,
} from "../state";
import { agents, fillHostupText, type HostupScenario } from "../texts/index";
import { describeService } from "../tickets";

export interface HostupTicketPlan {
  scenario: HostupScenario;
  index: number;
  total: number;
  status: string;
  priority: string;
  number: number;
}

/** Makes one believable ticket: the scenario told as far as the status allows, with times that fit. */
export function seedHostupTicket(
  chance: Random,
  now: Date,
  account: HostupAccount,
  inventory: Inventory,
  plan: HostupTicketPlan,
): StoredHostupTicket {
  const { scenario, status, priority } = plan;
  const created = filedAt(chance, now, plan.index, plan.total);
  const service = pickService(chance, inventory, scenario);
  const agent = chance.pick(agents);
  const values = textValues(chance, inventory, service, account, agent, created);
  const told = turnsFor(chance, scenario, status);
  const times = followUpTimes(chance, created, told.length + 1, now);
  const iso = (at: number) => new Date(at).toISOString();

  const messages = told.map(([sender, text], index): StoredMessage => {
    const at = times[index] ?? created;
    return {
      id: prefixedId("tmsg", at, chance.next),
      sentAt: iso(at),
      body: fillHostupText(text, values),
      sender,
      senderName: sender === "staff" ? agent : sender === "customer" ? account.requesterName : null,
      encrypted: false,
      attachments: [],
    };
  });
  const attachments = scenario.file
    ? [seedFile(chance, scenario.file, created, fillHostupText(scenario.file.text ?? "", values))]
    : [];
  const withReply = messages.find((message) => message.sender === "customer");
  if (withReply && chance.chance(0.3)) withReply.attachments = attachments.map(({ id }) => id);

  const lastMessage = messages.at(-1)?.sentAt ?? iso(created);
  const settled = status === "closed" || status === "on_hold" || status === "in_progress";
  return {
    id: prefixedId("tkt", created, chance.next),
    accountId: account.id,
    number: String(plan.number),
    subject: fillHostupText(chance.pick(scenario.subjects), values),
    body: fillHostupText(scenario.opening, values),
    status,
    priority,
    departmentSlug: scenario.department,
    departmentName: departmentName(scenario.department),
    createdAt: iso(created),
    updatedAt: settled ? iso(times.at(-1) ?? created) : lastMessage,
    lastMessageAt: lastMessage,
    ccEmails: chance.chance(0.25) ? [`it@${inventory.domains[0]?.name ?? "example.com"}`] : [],
    requesterName: account.requesterName,
    linkedServices: service ? [service] : [],
    attachments,
    messages,
    opening: chance.weighted([
      ["counted", 6],
      ["repeated", 2],
      ["uncounted", 2],
    ] as const),
    order: created,
    extra: {},
  };
}

const LAST_SENDER: Readonly<Record<string, readonly string[]>> = {
  answered: ["staff"],
  customer_reply: ["customer"],
  in_progress: ["staff", "automation", "customer"],
  on_hold: ["staff"],
};

function turnsFor(
  chance: Random,
  scenario: HostupScenario,
  status: string,
): HostupScenario["turns"] {
  if (status === "open") return [];
  const wanted = LAST_SENDER[status];
  if (wanted === undefined) return scenario.turns;
  const ends = scenario.turns
    .map(([sender], index) => (wanted.includes(sender) ? index + 1 : 0))
    .filter((end) => end > 0);
  return ends.length === 0 ? scenario.turns : scenario.turns.slice(0, chance.pick(ends));
}

function pickService(
  chance: Random,
  inventory: Inventory,
  scenario: HostupScenario,
): StoredService | undefined {
  if (scenario.service === null) return undefined;
  if (scenario.service === "other")
    return { serviceType: "other", serviceId: null, serviceName: null, details: null };
  const of = { domain: inventory.domains, vps: inventory.vps, hosting: inventory.hosting }[
    scenario.service
  ];
  if (of.length === 0) return undefined;
  const { id } = chance.pick<{ id: string }>(of);
  return describeService(inventory, scenario.service, id);
}

function textValues(
  chance: Random,
  inventory: Inventory,
  service: StoredService | undefined,
  account: HostupAccount,
  agent: string,
  at: number,
) {
  const detail = (name: string) =>
    typeof service?.details?.[name] === "string" ? String(service.details[name]) : undefined;
  const vps = inventory.vps[0];
  return {
    domain:
      (service?.serviceType === "domain" ? service.serviceName : detail("primaryDomain")) ??
      inventory.domains[0]?.name ??
      "example.com",
    vps: (service?.serviceType === "vps" ? service.serviceName : vps?.name) ?? "app-01",
    ip: detail("ipAddress") ?? vps?.primaryIp ?? "192.0.2.10",
    plan: detail("planName") ?? "VPS S",
    customer: account.requesterName.split(" ")[0] ?? account.requesterName,
    agent: agent.split(" ")[0] ?? agent,
    time: new Date(at + chance.between(30, 300) * 60_000).toISOString().slice(11, 16),
  };
}

function seedFile(
  chance: Random,
  file: { name: string },
  at: number,
  text: string,
): StoredAttachment {
  const picture = file.name.endsWith(".png");
  const heights = Array.from({ length: 16 }, () => chance.next());
  return {
    id: prefixedId("tatt", at, chance.next),
    filename: file.name,
    mimeType: picture ? "image/png" : "text/plain",
    data: (picture ? barsPng(heights, [46, 96, 168]) : Buffer.from(text)).toString("base64"),
  };
}
