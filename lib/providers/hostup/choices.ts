import { isAppError } from "@/lib/errors";
import { message } from "@/lib/i18n/message";

import { noteOf } from "../choice-notes";
import type { ProviderChoice, ProviderChoices, ProviderNote } from "../forms/contract";
import { firstItems } from "../paging";
import { plainText } from "../plain-text";
import type { HostupClient } from "./client";
import type { HostupService } from "./schema";
import { type HostupInventory, inventories } from "./vocabulary";

const SERVICES_LISTED = 1000;

type FieldChoices = ProviderChoices[string];

async function departmentChoices(client: HostupClient): Promise<FieldChoices> {
  try {
    const departments = await client.departments();
    const choices = departments.items.map(({ slug, displayName, description }): ProviderChoice => {
      const described = plainText(description ?? "");
      return {
        value: slug,
        label: plainText(displayName ?? "") || slug,
        ...(described ? { description: described } : {}),
      };
    });
    return { choices };
  } catch (error) {
    return { problem: noteOf(error) };
  }
}

function serviceChoice(inventory: HostupInventory, service: HostupService): ProviderChoice {
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
    group: message(inventory.group),
  };
}

interface ListedServices {
  choices: ProviderChoice[];
  notes: ProviderNote[];
  problem?: ProviderNote;
}

async function listed(client: HostupClient, inventory: HostupInventory): Promise<ListedServices> {
  const { kind } = inventory;
  try {
    const { items, more } = await firstItems(client.services(inventory), SERVICES_LISTED);
    const cut = { text: message("hostupChoices.listCut", { kind, count: SERVICES_LISTED }) };
    return {
      choices: items.map((service) => serviceChoice(inventory, service)),
      notes: more ? [cut] : [],
    };
  } catch (error) {
    const { scope } = inventory;
    if (isAppError(error, "provider_forbidden"))
      return {
        choices: [],
        notes: [{ text: message("hostupChoices.listForbidden", { kind, scope }) }],
      };
    const problem = noteOf(error);
    const failed = { text: message("hostupChoices.listFailed", { kind }) };
    return { choices: [], notes: [failed, problem], problem };
  }
}

/** A failed kind adds notes; a problem only if all fail. */
async function serviceChoices(client: HostupClient): Promise<FieldChoices> {
  const kinds = await Promise.all(inventories.map((inventory) => listed(client, inventory)));
  const [problem] = kinds.flatMap((kind) => kind.problem ?? []);
  if (problem && kinds.every((kind) => kind.problem)) return { problem };
  return {
    choices: kinds.flatMap((kind) => kind.choices),
    notes: kinds.flatMap((kind) => kind.notes),
  };
}

export async function hostupChoices(client: HostupClient): Promise<ProviderChoices> {
  const [department, service] = await Promise.all([
    departmentChoices(client),
    serviceChoices(client),
  ]);
  return { department, service };
}
