import { billingScenarios } from "./billing";
import { domainScenarios } from "./domains";
import { longScenarios } from "./long";
import { mailScenarios } from "./mail";
import type { HostupScenario } from "./scenario";
import { swedishScenarios } from "./swedish";
import { vpsScenarios } from "./vps";
import { webScenarios } from "./web";

export const hostupScenarios: readonly HostupScenario[] = [
  ...webScenarios,
  ...vpsScenarios,
  ...domainScenarios,
  ...mailScenarios,
  ...billingScenarios,
  ...swedishScenarios,
  ...longScenarios,
];
export type { HostupScenario } from "./scenario";

export const agents = [
  "Anna Sjöberg",
  "Oskar Nyström",
  "Fatima Rahimi",
  "Johan Ek",
  "Linnéa Berg",
  "Markus Holm",
] as const;

/** Fills `{name}` places in; a name without a value stays as it is, since log excerpts use braces too. */
export function fillHostupText(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{([a-z]+)\}/g, (whole, name: string) => values[name] ?? whole);
}
