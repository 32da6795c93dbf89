import type { GraphShape } from "./pictures";

/** A file of a scenario. Text is filled like any other; a picture or document is made for each ticket. */
export type ScenarioFile =
  | { name: string; text: string }
  | { name: string; graph: string; shape: GraphShape }
  | { name: string; window: string; lines: readonly string[] }
  | { name: string; document: string; lines: readonly string[] };

interface Writing {
  /** Minutes since the act before. Absent: as long as such a message takes, within working hours. */
  wait?: number;
  files?: readonly ScenarioFile[];
  /** HostUp. */
  encrypted?: true;
}

/**
 * `customer` is who filed, `agent` is who answers first, `agent2` is another one. `edit` and `remove` change the
 * message before.
 */
export type Step =
  | readonly [
      "customer" | "colleague" | "agent" | "agent2" | "auto" | "edit",
      text: string,
      more?: Writing,
    ]
  | readonly ["status" | "priority" | "subject", value: string, more?: { wait?: number }]
  | readonly ["assignee", "agent" | "agent2", more?: { wait?: number }]
  | readonly ["remove" | "delete", reason: "", more?: { wait?: number }];

export interface Telling {
  /** `<<one|other>>` takes one, `{n=10..99}` a number that `{n}` repeats, `{name}` a value of the ticket. */
  subjects: readonly string[];
  opening: string;
  files?: readonly ScenarioFile[];
  steps: readonly Step[];
}

export interface TimelineScenario extends Telling {
  key: string;
  language: "sv" | "en";
  /** HostUp: department. Upsun: category. */
  category: string;
  service: "domain" | "vps" | "hosting" | "project" | "other" | null;
  priorities: readonly string[];
  /** Happens at night, and is answered at once. */
  night?: true;
  /** Only these accounts. */
  accounts?: readonly string[];
  /** What some tickets are continued by, days after they were closed. */
  followUp?: Telling;
  /** A second ticket about the same, filed by the colleague and closed with a reference to the first. */
  duplicate?: { subject: string; opening: string; answer: string };
}
