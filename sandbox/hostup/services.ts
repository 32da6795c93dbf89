import type { ServiceChange } from "../shared/control";
import type { HostupContext } from "./env";
import type { HostupState, Inventory, StoredService } from "./state";
import { describeService } from "./tickets";

type Kind = "domains" | "vps" | "hosting";
const LISTS: Readonly<Record<string, readonly [Kind, string]>> = {
  domain: ["domains", "dom"],
  vps: ["vps", "vps"],
  hosting: ["hosting", "acct"],
};

/** The account's service of that kind and name, as tickets show it. */
export function serviceNamed(
  state: HostupState,
  accountId: string,
  { kind, name }: { kind: string; name: string },
): StoredService {
  const inventory = inventoryOf(state, accountId);
  const [list] = listFor(kind);
  const id = inventory[list].find((service) => service.name === name)?.id;
  const found = id === undefined ? undefined : describeService(inventory, kind, id);
  if (found === undefined) throw new Error(`The account ${accountId} has no ${kind} ${name}.`);
  return found;
}

/** A new service begins as a copy of the account's first of its kind. */
export function changeHostupService(
  context: HostupContext,
  accountId: string,
  { change, service, name, fields }: ServiceChange,
): void {
  const inventory = inventoryOf(context.state, accountId);
  const [kind, prefix] = listFor(service);
  const list: { id: string; name: string }[] = inventory[kind];
  const at = list.findIndex((one) => one.name === name);
  const found = list[at];
  if (change === "added") {
    if (found !== undefined) throw new Error(`There is a ${service} ${name} already.`);
    list.push({ ...structuredClone(list[0]), id: context.id(prefix), name, ...fields });
    return;
  }
  if (found === undefined) throw new Error(`The account ${accountId} has no ${service} ${name}.`);
  if (change === "removed") list.splice(at, 1);
  else Object.assign(found, fields);
}

function inventoryOf(state: HostupState, accountId: string): Inventory {
  const inventory = state.inventories.find((one) => one.accountId === accountId);
  if (inventory === undefined) throw new Error(`There is no account ${accountId}.`);
  return inventory;
}

function listFor(kind: string): readonly [Kind, string] {
  const list = LISTS[kind];
  if (list === undefined) throw new Error(`There are no services of kind ${kind}.`);
  return list;
}
