import { errorTraits } from "@/lib/error-codes";
import { AppError, isAppError } from "@/lib/errors";
import { asSentence } from "@/lib/text/sentence";

import type { Choice, FilingChoices } from "../forms/contract";
import { firstItems } from "../paging";
import { plainText } from "../plain-text";
import type { UpsunClient } from "./client";
import { parseProject, projectValue } from "./form";
import type { UpsunOrganization } from "./schema";
import {
  upsunCategories as knownCategories,
  upsunPriorities as knownPriorities,
} from "./vocabulary";

const ORGANIZATIONS_READ = 50;
const PROJECTS_LISTED = 1000;

type FieldChoices = FilingChoices[string];

/** A problem, never an empty list. */
async function orProblem(read: () => Promise<FieldChoices>): Promise<FieldChoices> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AppError && error.code !== "provider_unauthorized")
      return { problem: error.message };
    throw error;
  }
}

export async function callerId(client: UpsunClient): Promise<string | undefined> {
  try {
    return (await client.me()).id ?? undefined;
  } catch (error) {
    if (isAppError(error) && errorTraits(error.code).leavesCallerUnknown) return undefined;
    throw error;
  }
}

function projectChoice(
  organization: UpsunOrganization,
  value: string,
  label: string,
  about: Array<string | null | undefined>,
): Choice {
  const described = about.filter(Boolean).join(" · ");
  return {
    value,
    label,
    ...(described ? { description: described } : {}),
    group: organization.label || organization.name || organization.id,
  };
}

/** Falls back to the subscriptions, which have nearly the same facts. */
async function projectsOf(
  client: UpsunClient,
  organization: UpsunOrganization,
): Promise<{ choices: Choice[]; more: boolean }> {
  const inactive = (status: string | null | undefined) => (status === "active" ? null : status);
  try {
    const { items, more } = await firstItems(client.projects(organization.id), PROJECTS_LISTED);
    const choices = items
      .filter((project) => project.status !== "deleted")
      .map((project) => {
        const value = projectValue(organization.id, project.subscription_id);
        return projectChoice(organization, value, project.title || project.id || value, [
          project.region,
          inactive(project.status),
        ]);
      });
    return { choices, more };
  } catch (error) {
    if (!isAppError(error, "provider_forbidden") && !isAppError(error, "provider_not_found"))
      throw error;
    const { items, more } = await firstItems(
      client.subscriptions(organization.id),
      PROJECTS_LISTED,
    );
    const choices = items
      .filter((subscription) => subscription.status !== "deleted")
      .map((subscription) => {
        const label = subscription.project_title || subscription.project_id || subscription.id;
        return projectChoice(organization, projectValue(organization.id, subscription.id), label, [
          subscription.project_region_label,
          inactive(subscription.status),
        ]);
      });
    return { choices, more };
  }
}

/** A failed organization adds a note, unless all fail. */
async function projectChoices(client: UpsunClient): Promise<FieldChoices> {
  const { items: organizations, more } = await firstItems(
    client.organizations(await callerId(client)),
    ORGANIZATIONS_READ,
  );
  const notes = more ? [`Only the first ${ORGANIZATIONS_READ} organizations were read.`] : [];
  const choices: Choice[] = [];
  let failed: AppError | undefined;
  let read = 0;
  for (const organization of organizations) {
    try {
      const found = await projectsOf(client, organization);
      choices.push(...found.choices);
      if (found.more)
        notes.push(
          `Only the first ${PROJECTS_LISTED} projects of ${organization.label || organization.id} are listed.`,
        );
      read += 1;
    } catch (error) {
      if (!(error instanceof AppError) || error.code === "provider_unauthorized") throw error;
      failed = error;
      notes.push(
        `The projects of ${organization.label || organization.name || organization.id} could not be read. ` +
          asSentence(error.message),
      );
    }
  }
  if (failed && read === 0) throw failed;
  return { choices, ...(notes.length > 0 ? { note: notes.join(" ") } : {}) };
}

function labelled(
  id: string,
  label: string | null | undefined,
  known: Readonly<Record<string, string>>,
): string {
  return plainText(label ?? "") || (Object.hasOwn(known, id) ? known[id] : undefined) || id;
}

export async function upsunChoices(
  client: UpsunClient,
  values: Record<string, string>,
): Promise<FilingChoices> {
  const { organizationId, subscriptionId } = parseProject(values.project);
  const [project, category, priority] = await Promise.all([
    orProblem(() => projectChoices(client)),
    orProblem(async () => {
      const found = await client.categories({ subscriptionId, organizationId });
      return {
        choices: found.items.map(({ id, label }) => ({
          value: id,
          label: labelled(id, label, knownCategories),
        })),
      };
    }),
    orProblem(async () => {
      const found = await client.priorities({
        subscriptionId,
        category: values.category || undefined,
      });
      return {
        choices: found.items.map(({ id, label, short_description: short }): Choice => {
          const described = plainText(short ?? "");
          return {
            value: id,
            label: labelled(id, label, knownPriorities),
            ...(described ? { description: described } : {}),
          };
        }),
      };
    }),
  ]);
  return { project, category, priority };
}
