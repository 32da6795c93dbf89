import { errorTraits } from "@/lib/error-codes";
import { isAppError } from "@/lib/errors";
import { message } from "@/lib/i18n/message";

import { noteOf } from "../choice-notes";
import type { Labels } from "../contract";
import type { ProviderChoice, ProviderChoices, ProviderNote } from "../forms/contract";
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

type FieldChoices = ProviderChoices[string];

/** A problem, never an empty list. */
async function orProblem(read: () => Promise<FieldChoices>): Promise<FieldChoices> {
  try {
    return await read();
  } catch (error) {
    return { problem: noteOf(error) };
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
): ProviderChoice {
  const described = about.filter(Boolean).join(" · ");
  return {
    value,
    label,
    ...(described ? { description: described } : {}),
    group: organizationName(organization),
  };
}

/** Falls back to the subscriptions, which have nearly the same facts. */
async function projectsOf(
  client: UpsunClient,
  organization: UpsunOrganization,
): Promise<{ choices: ProviderChoice[]; more: boolean }> {
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

function organizationName({ label, name, id }: UpsunOrganization): string {
  return label || name || id;
}

/** A failed organization adds notes, unless all fail. */
async function projectChoices(client: UpsunClient): Promise<FieldChoices> {
  const { items: organizations, more } = await firstItems(
    client.organizations(await callerId(client)),
    ORGANIZATIONS_READ,
  );
  const notes: ProviderNote[] = [];
  if (more)
    notes.push({ text: message("upsunChoices.organizationsCut", { count: ORGANIZATIONS_READ }) });
  const choices: ProviderChoice[] = [];
  let failed: unknown;
  let read = 0;
  for (const each of organizations) {
    const organization = { words: organizationName(each) };
    try {
      const found = await projectsOf(client, each);
      choices.push(...found.choices);
      if (found.more)
        notes.push({
          text: message("upsunChoices.projectsCut", { organization, count: PROJECTS_LISTED }),
        });
      read += 1;
    } catch (error) {
      const problem = noteOf(error);
      failed = error;
      notes.push({ text: message("upsunChoices.projectsFailed", { organization }) }, problem);
    }
  }
  if (failed && read === 0) throw failed;
  return { choices, notes };
}

/** Ours for a known id, else the provider's. */
function labelled(id: string, label: string | null | undefined, known: Labels) {
  const key = Object.hasOwn(known, id) ? known[id] : undefined;
  return key ? { key } : plainText(label ?? "") || id;
}

export async function upsunChoices(
  client: UpsunClient,
  values: Record<string, string>,
): Promise<ProviderChoices> {
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
        choices: found.items.map(({ id, label, short_description: short }): ProviderChoice => {
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
