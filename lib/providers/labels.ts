import { findProvider } from "./registry";

/** `known` is false for an unlisted word. */
export interface LabelledValue {
  value: string;
  label: string;
  known: boolean;
}

function word(table: Readonly<Record<string, string>> | undefined, value: string): LabelledValue {
  const label = table && Object.hasOwn(table, value) ? table[value] : undefined;
  return label === undefined
    ? { value, label: value, known: false }
    : { value, label, known: true };
}

/** An unknown one is shown as the provider wrote it. */
export function statusLabel(providerId: string, status: string): LabelledValue {
  return word(findProvider(providerId)?.statuses, status);
}

export function priorityLabel(providerId: string, priority: string | null): LabelledValue | null {
  return priority === null ? null : word(findProvider(providerId)?.priorities, priority);
}

/** The id for a provider that this version does not know. */
export function providerName(providerId: string): string {
  return findProvider(providerId)?.name ?? providerId;
}

export function serviceKindLabel(providerId: string, kind: string): string {
  return word(findProvider(providerId)?.serviceKinds, kind).label;
}
