import { accountScenarios } from "./account";
import { deployScenarios } from "./deploys";
import { routeScenarios } from "./routes";
import type { UpsunScenario } from "./scenario";
import { serviceScenarios } from "./services";

export const upsunScenarios: readonly UpsunScenario[] = [
  ...deployScenarios,
  ...routeScenarios,
  ...serviceScenarios,
  ...accountScenarios,
];
export type { UpsunScenario } from "./scenario";

/** Fills `{name}` places in; a name without a value stays as it is, since configuration excerpts use braces too. */
export function fillUpsunText(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{([a-z]+)\}/g, (whole, name: string) => values[name] ?? whole);
}
