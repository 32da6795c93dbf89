import type { Random } from "../../shared/random";
import { HOUR } from "../../shared/times";
import { prioritiesFor } from "../choices";
import { appendComment, INTERNAL_MARK } from "../comments";
import type { StoredUpsunTicket, UpsunState } from "../state";
import { fillUpsunText, type UpsunScenario } from "../texts/index";
import { SUPPORT_AGENTS, ticketFields } from "../ticket-fields";
import { wireTime } from "../wire-time";

export interface UpsunTicketPlan {
  accountId: string;
  id: number;
  at: number;
  status: string;
  index: number;
  scenario: UpsunScenario;
  chance: Random;
  now: Date;
}

const SHARING: Readonly<Record<string, string>> = {
  solved: "ts_solved_by_platform",
  closed: "ts_solved_by_platform",
  pending: "ts_returned_from_platform",
  open: "ts_accepted_by_platform",
  hold: "ts_accepted_by_platform",
  deleted: "ts_rejected_by_platform",
};

/** Makes one believable ticket about one of the account's projects. */
export function seedUpsunTicket(state: UpsunState, plan: UpsunTicketPlan): StoredUpsunTicket {
  const { accountId, at, chance, scenario, status } = plan;
  const user = state.users.find((one) => one.accountId === accountId);
  const own = state.organizations.filter((organization) => organization.accountId === accountId);
  const project = chance.pick(
    state.projects.filter(({ organizationId }) => own.some(({ id }) => id === organizationId)),
  );
  const offered = prioritiesFor(project, scenario.category).map(({ id }) => id);
  const priority =
    plan.index < 8
      ? (offered.at(-1 - (plan.index % offered.length)) ?? "normal")
      : chance.pick(offered);
  const values = {
    project: project.id,
    host: project.host,
    region: project.region.split(".")[0] ?? project.region,
    branch: chance.pick(["main", "staging", "release-24", "feature/checkout"]),
    customer: user?.firstName ?? "Jane",
    time: new Date(at - chance.between(10, 90) * 60_000).toISOString().slice(11, 16),
  };
  const worked = status !== "new";
  const done = status === "solved" || status === "closed";
  const updated = worked
    ? Math.min(plan.now.getTime() - 90_000, at + chance.between(1, 70) * HOUR)
    : at;
  const {
    resolution_time: _target,
    due,
    assignee_id,
    application_ticket_url,
    infrastructure_ticket_url,
    ...fields
  } = ticketFields({
    id: plan.id,
    created: new Date(at),
    chance,
    project,
    category: scenario.category,
    priority,
  });
  const isOther = chance.chance(0.3);
  const assignee = SUPPORT_AGENTS.find(({ id }) => id === assignee_id) ?? SUPPORT_AGENTS[0];
  const agent = worked && isOther ? chance.pick(SUPPORT_AGENTS) : assignee;
  const stored: StoredUpsunTicket = {
    accountId,
    ticket: {
      ...fields,
      subject: fillUpsunText(chance.pick(scenario.subjects), values),
      description: fillUpsunText(scenario.description, values),
      type: scenario.type,
      category: scenario.category,
      issue_type: scenario.issue,
      status,
      updated: wireTime(Math.max(at, updated)),
      requester_id: user?.id ?? "",
      submitter_id: user?.id ?? "",
      organization_id: project.organizationId,
      collaborator_ids: chance.chance(0.2) ? [chance.uuid()] : [],
      ...(worked && { assignee_id }),
      ...(!done && { due }),
      ...(done && { resolution_time: wireTime(Math.max(at, updated)) }),
      ...(chance.chance(0.5) && { affected_url: `https://${project.host}/` }),
      ...(chance.chance(0.3) && { application_ticket_url }),
      ...(chance.chance(0.15) && { infrastructure_ticket_url }),
      environment:
        values.branch === "main"
          ? "env_production"
          : values.branch === "staging"
            ? "env_staging"
            : "env_development",
      ticket_sharing_status: SHARING[status] ?? "ts_sent_to_platform",
    },
    comments: [],
    files: [],
  };
  if (worked) {
    const answered = wireTime(Math.max(at, updated));
    const write = (text: string, isPublic = true) =>
      appendComment(state, stored, { by: agent.name, text, public: isPublic }, answered);
    if (plan.id % 3 === 0)
      write(`Note for colleagues (${INTERNAL_MARK}): known issue, see the runbook.`, false);
    write("Thank you for the details. We are looking into it.");
  }
  return stored;
}
