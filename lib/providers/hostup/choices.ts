import { AppError, isAppError } from "@/lib/errors";
import { asSentence } from "@/lib/text/sentence";

import type { Choice, FilingChoices } from "../forms/contract";
import { firstItems } from "../paging";
import { plainText } from "../plain-text";
import type { HostupClient } from "./client";
import type { HostupService } from "./schema";
import { type HostupInventory, inventories } from "./vocabulary";

const SERVICES_LISTED = 1000;

type FieldChoices = FilingChoices[string];

function problemOf(error: unknown): { problem: string } {
  if (error instanceof AppError && error.code !== "provider_unauthorized")
    return { problem: error.message };
  throw error;
}

async function departmentChoices(client: HostupClient): Promise<FieldChoices> {
  try {
    const departments = await client.departments();
    const choices = departments.items.map(({ slug, displayName, description }): Choice => {
      const described = plainText(description ?? "");
      return {
        value: slug,
        label: plainText(displayName ?? "") || slug,
        ...(described ? { description: described } : {}),
      };
    });
    return { choices };
  } catch (error) {
    return problemOf(error);
  }
}

function serviceChoice(inventory: HostupInventory, service: HostupService): Choice {
  const status =
    service.serviceStatus && service.serviceStatus !== "active" ? service.serviceStatus : null;
  const described = [
    service.primaryIp,
    service.primaryDomain === service.name ? null : service.primaryDomain,
    status,
  ]
    .filter(Boolean)
    .join(" · ");
  return {
    value: `${inventory.kind}:${service.id}`,
    label: service.name || service.primaryDomain || service.id,
    ...(described ? { description: described } : {}),
    group: inventory.group,
  };
}

async function listed(
  client: HostupClient,
  inventory: HostupInventory,
): Promise<{ choices: Choice[]; note?: string; error?: AppError }> {
  try {
    const { items, more } = await firstItems(client.services(inventory), SERVICES_LISTED);
    const choices = items.map((service) => serviceChoice(inventory, service));
    return more
      ? { choices, note: `Only the first ${SERVICES_LISTED} ${inventory.plural} are listed.` }
      : { choices };
  } catch (error) {
    if (isAppError(error, "provider_forbidden")) {
      return {
        choices: [],
        note: `This key may not list ${inventory.plural} (scope ${inventory.scope}).`,
      };
    }
    if (error instanceof AppError && error.code !== "provider_unauthorized")
      return {
        choices: [],
        note: `The ${inventory.plural} could not be read. ${asSentence(error.message)}`,
        error,
      };
    throw error;
  }
}

/** A failed kind adds a note; a problem only if all fail. */
async function serviceChoices(client: HostupClient): Promise<FieldChoices> {
  const kinds = await Promise.all(inventories.map((inventory) => listed(client, inventory)));
  if (kinds.every((kind) => kind.error))
    return { problem: kinds[0]?.error?.message ?? "The services could not be read." };
  const notes = kinds.flatMap((kind) => kind.note ?? []);
  return {
    choices: kinds.flatMap((kind) => kind.choices),
    ...(notes.length > 0 ? { note: notes.join(" ") } : {}),
  };
}

export async function hostupChoices(client: HostupClient): Promise<FilingChoices> {
  const [department, service] = await Promise.all([
    departmentChoices(client),
    serviceChoices(client),
  ]);
  return { department, service };
}
