import type { ServiceChange } from "../shared/control";
import { organizationsOf, type UpsunContext } from "./env";

/** A new project begins as a copy of the account's first. */
export function changeUpsunProject(
  context: UpsunContext,
  accountId: string,
  { change, name, fields }: ServiceChange,
): void {
  const { state } = context;
  const own = organizationsOf(context, accountId).map(({ id }) => id);
  const projects = state.projects.filter(({ organizationId }) => own.includes(organizationId));
  const found = projects.find(({ title }) => title === name);
  const updatedAt = context.now().toISOString();
  if (change === "added") {
    const model = projects[0];
    if (found !== undefined) throw new Error(`There is a project ${name} already.`);
    if (model === undefined) throw new Error(`The account ${accountId} has no projects.`);
    const subscriptions = state.projects.map(({ subscriptionId }) => Number(subscriptionId));
    state.projects.push({
      ...model,
      id: context.id("prj").slice(-13),
      subscriptionId: String(Math.max(...subscriptions) + 317),
      title: name,
      createdAt: updatedAt,
      updatedAt,
      ...fields,
    });
    return;
  }
  if (found === undefined) throw new Error(`The account ${accountId} has no project ${name}.`);
  if (change === "removed") state.projects = state.projects.filter((one) => one !== found);
  else Object.assign(found, fields, { updatedAt });
}
