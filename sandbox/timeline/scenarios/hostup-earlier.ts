import { billingScenarios } from "../../hostup/texts/billing";
import { domainScenarios } from "../../hostup/texts/domains";
import { longScenarios } from "../../hostup/texts/long";
import type { HostupScenario } from "../../hostup/texts/scenario";
import { swedishScenarios } from "../../hostup/texts/swedish";
import { vpsScenarios } from "../../hostup/texts/vps";
import { webScenarios } from "../../hostup/texts/web";
import type { ScenarioFile, Step, TimelineScenario } from "../scenario";

const WRITERS = { customer: "customer", staff: "agent", automation: "auto" } as const;

/** The conversations of the seed "demo", told over time. Those that name other companies' addresses are left out. */
export const earlierScenarios: readonly TimelineScenario[] = [
  ...told("en", webScenarios),
  ...told("en", vpsScenarios),
  ...told("en", domainScenarios),
  ...told("en", billingScenarios),
  ...told("en", longScenarios),
  ...told("sv", swedishScenarios),
].filter((scenario) => !/google|gmx|spamhaus|digicert|letsencrypt/.test(JSON.stringify(scenario)));

function told(
  language: "sv" | "en",
  scenarios: readonly HostupScenario[],
): readonly TimelineScenario[] {
  return scenarios.map(({ department, service, subjects, opening, turns, file }, index) => ({
    key: `${language}-earlier-${department}-${index}`,
    language,
    category: department,
    service,
    priorities: department === "billing" ? ["low", "medium"] : ["medium", "medium", "high"],
    subjects,
    opening: provider(opening),
    steps: turns.map(([sender, text]): Step => [WRITERS[sender], provider(text)]),
    ...(file && { files: [fileOf(file)] }),
  }));
}

/** The provider's machines under a reserved name. */
function provider(text: string): string {
  return text.replaceAll("hostup.se", "hostup.example");
}

function fileOf({ name, text }: { name: string; text?: string }): ScenarioFile {
  return name.endsWith(".png")
    ? { name, graph: "{hosting}", shape: "sawtooth" }
    : { name, text: provider(text ?? "") };
}
