import { markForeign } from "../i18n/foreign-words";
import { renderMessage, type Translate } from "../i18n/message";
import { renderStoredText } from "../i18n/stored-text";
import type { Capability, CapabilityState, Labels } from "./contract";
import { findProvider } from "./registry";

/** `known` is false for an unlisted word, whose label is the word itself. */
export interface LabelledValue {
  value: string;
  label: string;
  known: boolean;
}

export function labelled(t: Translate, labels: Labels | undefined, value: string): LabelledValue {
  const key = labels && Object.hasOwn(labels, value) ? labels[value] : undefined;
  return key === undefined
    ? { value, label: value, known: false }
    : { value, label: renderMessage(t, { key }), known: true };
}

/** Marks the label of an unlisted word as the provider's own (see `markForeign`). */
export function markedLabel({ label, known }: Omit<LabelledValue, "value">): string {
  return known ? label : markForeign(label);
}

/** An unknown one is shown as the provider wrote it. */
export function statusLabel(t: Translate, providerId: string, status: string): LabelledValue {
  return labelled(t, findProvider(providerId)?.statuses, status);
}

export function priorityLabel(
  t: Translate,
  providerId: string,
  priority: string | null,
): LabelledValue | null {
  return priority === null ? null : labelled(t, findProvider(providerId)?.priorities, priority);
}

/** `given` is what the provider calls it. */
export function categoryLabel(
  t: Translate,
  providerId: string,
  id: string,
  given: string | null,
): LabelledValue {
  const category = labelled(t, findProvider(providerId)?.categories, id);
  return category.known ? category : { ...category, label: given ?? id };
}

export interface CapabilityView {
  capability: Capability;
  label: string;
  available: boolean;
  missingScope?: string;
  reason?: string;
  /** The provider's own words, untranslated. */
  words?: string;
}

export function capabilityViews(
  t: Translate,
  providerId: string,
  states: readonly CapabilityState[],
): CapabilityView[] {
  const labels = findProvider(providerId)?.capabilities;
  return states.map(({ capability, available, missingScope, reason }) => {
    const { message, words } = reason === undefined ? {} : renderStoredText(t, reason);
    const { label } = labelled(t, labels, capability);
    return { capability, label, available, missingScope, reason: message, words };
  });
}

/** The id for a provider that this version does not know. */
export function providerName(providerId: string): string {
  return findProvider(providerId)?.name ?? providerId;
}

export function serviceStatusLabel(
  t: Translate,
  providerId: string,
  status: string,
): LabelledValue {
  return labelled(t, findProvider(providerId)?.serviceStatuses, status);
}

export function serviceKindLabel(t: Translate, providerId: string, kind: string): LabelledValue {
  return labelled(t, findProvider(providerId)?.serviceKinds, kind);
}
