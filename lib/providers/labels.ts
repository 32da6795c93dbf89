import { markForeign } from "../i18n/foreign-words";
import { renderMessage, type Translate } from "../i18n/message";
import { renderStoredText } from "../i18n/stored-text";
import { codeWords } from "../text/code-words";
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

/** For customers: an unknown one in words, "on_review" as "On review". */
export function shownStatus(t: Translate, providerId: string, status: string): LabelledValue {
  return inWords(statusLabel(t, providerId, status));
}

/** Writes an unlisted word that is a code as words. */
export function inWords(value: LabelledValue): LabelledValue {
  return value.known ? value : { ...value, label: codeWords(value.label) };
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
  /** off: by the operator. unknown: no check or call has shown yet whether the account has it. */
  withheld?: "off" | "unknown";
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
  const provider = findProvider(providerId);
  const optional = Object.entries(provider?.optional ?? {}) as Array<
    [Capability, "when_shown" | "off"]
  >;
  const named = (capability: Capability) => ({
    capability,
    label: labelled(t, provider?.capabilities, capability).label,
  });
  const off = new Set(optional.flatMap(([capability, is]) => (is === "off" ? [capability] : [])));
  const told = states.filter(({ capability }) => !off.has(capability));
  const known = new Set(told.map(({ capability }) => capability));
  return [
    ...told.map(({ capability, available, missingScope, reason }) => {
      const { message, words } = reason === undefined ? {} : renderStoredText(t, reason);
      return { ...named(capability), available, missingScope, reason: message, words };
    }),
    ...optional
      .filter(([capability]) => !known.has(capability))
      .map(([capability, is]) => ({
        ...named(capability),
        available: false,
        withheld: is === "off" ? ("off" as const) : ("unknown" as const),
      })),
  ];
}

/** The id for a provider that this version does not know. */
export function providerName(providerId: string): string {
  return findProvider(providerId)?.name ?? providerId;
}

/** In any case: tickets have "Active" where lists of services have "active". */
export function serviceStatusLabel(
  t: Translate,
  providerId: string,
  status: string,
): LabelledValue {
  const labels = findProvider(providerId)?.serviceStatuses;
  const own = labelled(t, labels, status);
  return own.known ? own : { ...own, ...wordIn(labelled(t, labels, status.toLowerCase())) };
}

const wordIn = ({ label, known }: LabelledValue) => (known ? { label, known } : {});

/** Of services of one kind. */
export function serviceGroupLabel(t: Translate, providerId: string, kind: string): LabelledValue {
  const group = labelled(t, findProvider(providerId)?.serviceGroups, kind);
  return group.known ? group : serviceKindLabel(t, providerId, kind);
}

export function serviceKindLabel(t: Translate, providerId: string, kind: string): LabelledValue {
  return labelled(t, findProvider(providerId)?.serviceKinds, kind);
}
