import type { Translate } from "../../i18n/message";
import type { Json, Labels } from "../../providers/contract";
import { labelled, type LabelledValue, serviceStatusLabel } from "../../providers/labels";
import { isBlank } from "../../text/blank";
import { codeWords } from "../../text/code-words";

/** One detail of a service. */
export interface ServiceFact {
  label: string;
  /** False for the provider's own key, as words. */
  isLabelKnown: boolean;
  value: string;
  /** False for the provider's own value. */
  isValueOurs: boolean;
}

/** Known facts of services; others are labelled with the provider's key. */
const KNOWN_FACTS: Labels = {
  autoRenew: "serviceFact.autoRenew",
  billing_amount: "serviceFact.amount",
  billing_currency: "serviceFact.currency",
  billing_cycle: "serviceFact.cycle",
  billing_nextDueDate: "serviceFact.nextDue",
  billing_planName: "serviceFact.planName",
  diskUsedMb: "serviceFact.diskUsed",
  domains: "serviceFact.domains",
  environment: "serviceFact.environment",
  expiresAt: "serviceFact.expires",
  ipAddress: "serviceFact.ipAddress",
  operatingSystem: "serviceFact.operatingSystem",
  organization: "serviceFact.organization",
  plan: "serviceFact.plan",
  planName: "serviceFact.planName",
  powerState: "serviceFact.powerState",
  primaryDomain: "serviceFact.primaryDomain",
  primaryIp: "serviceFact.primaryIp",
  project_id: "serviceFact.projectId",
  project_url: "serviceFact.projectUrl",
  region: "serviceFact.region",
  resources_cpuCores: "serviceFact.cpuCores",
  resources_diskGb: "serviceFact.disk",
  resources_memoryMb: "serviceFact.memory",
  status: "serviceFact.status",
  support_plan: "serviceFact.supportPlan",
};

const CAPITALS = new Set([
  "cpu",
  "dns",
  "gb",
  "id",
  "ip",
  "kb",
  "mb",
  "os",
  "php",
  "ram",
  "ssl",
  "tb",
  "url",
  "vcpu",
]);

/** An unknown key is shown as words: "diskFreeMb" and "disk_free_mb" as "Disk free MB". */
export function factLabel(t: Translate, key: string): LabelledValue {
  const fact = labelled(t, KNOWN_FACTS, key);
  if (fact.known) return fact;
  const words = key
    .replace(/_/g, " ")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(" ");
  const text = words.map((word) => (CAPITALS.has(word) ? word.toUpperCase() : word)).join(" ");
  return { ...fact, label: text.charAt(0).toUpperCase() + text.slice(1) };
}

/** In megabytes, and how many of these a gigabyte has: memory is sold in binary ones. */
const SIZES: Readonly<Record<string, { unit: number; gigabyte: number }>> = {
  diskUsedMb: { unit: 1, gigabyte: 1_000 },
  resources_diskGb: { unit: 1_000, gigabyte: 1_000 },
  resources_memoryMb: { unit: 1, gigabyte: 1_024 },
};

/** Returns null if the value is no size. */
function sizeText(t: Translate, key: string, value: Json): string | null {
  const size = Object.hasOwn(SIZES, key) ? SIZES[key] : undefined;
  if (!size || typeof value !== "number" || !Number.isFinite(value)) return null;
  const megabytes = value * size.unit;
  return megabytes < size.gigabyte
    ? t("size.megabytes", { size: megabytes })
    : t("size.gigabytes", { size: megabytes / size.gigabyte });
}

/** Returns null for an empty value. */
export function factValue(t: Translate, value: Json, key = ""): string | null {
  const size = sizeText(t, key, value);
  if (size !== null) return size;
  if (
    value === null ||
    (typeof value === "string" && isBlank(value)) ||
    (Array.isArray(value) && value.length === 0)
  )
    return null;
  if (typeof value === "boolean") return value ? t("ticket.details.yes") : t("ticket.details.no");
  if (Array.isArray(value)) return value.map((entry) => factValue(t, entry) ?? "–").join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Other details can be names, which may look like codes. */
const CODES = new Set(["environment"]);

/** Formats a service's details, without empty ones. A nested value's label has both names. */
export function serviceFacts(
  t: Translate,
  providerId: string,
  details: Record<string, Json>,
  parent = "",
): ServiceFact[] {
  return Object.entries(details).flatMap(([name, value]) => {
    const key = parent === "" ? name : `${parent}_${name}`;
    if (value !== null && typeof value === "object" && !Array.isArray(value))
      return serviceFacts(t, providerId, value, key);
    const shown = factValue(t, value, key);
    if (shown === null) return [];
    const { label, known: isLabelKnown } = factLabel(t, key);
    if (key === "status") {
      const status = serviceStatusLabel(t, providerId, shown);
      return [{ label, isLabelKnown, value: status.label, isValueOurs: status.known }];
    }
    const isValueOurs = typeof value === "boolean" || sizeText(t, key, value) !== null;
    const text = CODES.has(key) ? codeWords(shown) : shown;
    return [{ label, isLabelKnown, value: text, isValueOurs }];
  });
}

/** A fact at filing and now; null where there was or is none. */
export interface ChangedFact {
  then: ServiceFact | null;
  now: ServiceFact;
}

interface ServiceThenAndNow {
  details: Record<string, Json>;
  status: string | null;
  newDetails: Record<string, Json> | null;
}

/**
 * Returns the facts that are different now. A fact that is known only now counts by its status: a
 * list of services tells more than a ticket does.
 */
export function serviceChanges(
  t: Translate,
  providerId: string,
  { details, status, newDetails }: ServiceThenAndNow,
): ChangedFact[] {
  const before = serviceFacts(t, providerId, details);
  const after = serviceFacts(t, providerId, { ...newDetails, ...(status ? { status } : {}) });
  const statusLabel = factLabel(t, "status").label;
  return after.flatMap((now) => {
    const then = before.find(({ label }) => label === now.label) ?? null;
    const isSame = then?.value.toLowerCase() === now.value.toLowerCase();
    return isSame || (then === null && now.label !== statusLabel) ? [] : [{ then, now }];
  });
}
