import { accountScenarios } from "./account";
import { deployScenarios } from "./deploys";
import { routeScenarios } from "./routes";
import type { Scenario } from "./scenario";
import { serviceScenarios } from "./services";

export const scenarios: readonly Scenario[] = [
  ...deployScenarios,
  ...routeScenarios,
  ...serviceScenarios,
  ...accountScenarios,
];
export type { Scenario } from "./scenario";

/** Fills `{name}` places in; a name without a value stays as it is, since configuration excerpts use braces too. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{([a-z]+)\}/g, (whole, name: string) => values[name] ?? whole);
}
