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
  ...told("en", "web", webScenarios),
  ...told("en", "vps", vpsScenarios),
  ...told("en", "domain", domainScenarios),
  ...told("en", "billing", billingScenarios),
  ...told("en", "long", longScenarios),
  ...told("sv", "swedish", swedishScenarios),
].filter((scenario) => !/google|gmx|spamhaus|digicert|letsencrypt/.test(JSON.stringify(scenario)));

function told(
  language: "sv" | "en",
  topic: string,
  scenarios: readonly HostupScenario[],
): readonly TimelineScenario[] {
  return scenarios.map(({ department, service, subjects, opening, turns, file }, index) => ({
    key: `earlier-${topic}-${index}`,
    language,
    category: department,
    service,
    priorities:
      department === "billing" ? ["low", "medium"] : ["low", "medium", "medium", "medium", "high"],
    subjects,
    opening: provider(opening),
    steps: turns.map(([sender, text]): Step => [
      WRITERS[sender],
      provider(text.replaceAll("{time}", "{clock}")),
    ]),
    ...(file && { files: [fileOf(file)] }),
  }));
}

/** The provider's machines and public resolvers under reserved names and addresses. */
function provider(text: string): string {
  return text
    .replaceAll("hostup.se", "hostup.example")
    .replaceAll("1.1.1.1", "198.51.100.53")
    .replaceAll("8.8.8.8", "192.0.2.53");
}

function fileOf({ name, text }: { name: string; text?: string }): ScenarioFile {
  return name.endsWith(".png")
    ? { name, graph: "{hosting}", shape: "sawtooth" }
    : { name, text: provider(text ?? "") };
}
