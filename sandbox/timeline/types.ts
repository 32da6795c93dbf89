import type { SandboxFile, ServiceChange } from "../shared/control";

/**
 * A ticket to be filed. `{#key}` in a text is replaced by the number of another ticket of the timeline.
 * A provider ignores the fields of the other.
 */
interface FiledAct {
  kind: "filed";
  /** E-mail address of the customer's person. */
  by: string;
  subject: string;
  text: string;
  priority: string;
  /** HostUp: slug of the department. Upsun: id of the category. */
  category: string;
  service?: { kind: string; name: string };
  /** HostUp. */
  cc?: readonly string[];
  /** Upsun: key of the closed ticket that this one continues. */
  followUpOf?: string;
  files?: readonly SandboxFile[];
}

/** A message; `message` is its key within the ticket. */
interface WrittenAct {
  kind: "customer" | "staff";
  message: string;
  /** E-mail address of the customer's person, or name of the agent. */
  by: string;
  text: string;
  /** HostUp. */
  encrypted?: boolean;
  files?: readonly SandboxFile[];
}

interface ServiceAct extends ServiceChange {
  kind: "service";
}

export type TimelineAct =
  | FiledAct
  | WrittenAct
  | { kind: "automation"; message: string; text: string }
  /** The provider's word. */
  | { kind: "status"; status: string }
  | { kind: "priority"; priority: string }
  | { kind: "subject"; subject: string }
  | { kind: "assignee"; agent: string }
  | { kind: "edited"; message: string; text: string }
  | { kind: "removed"; message: string }
  /** Without a message, the files belong to the ticket. */
  | { kind: "file"; message?: string; files: readonly SandboxFile[] }
  | { kind: "deleted" }
  | ServiceAct;

export type ActOf<K extends TimelineAct["kind"]> = Extract<TimelineAct, { kind: K }>;

/** One act at one of the accounts. `at` is in milliseconds before the timeline's end, so negative. */
export interface TimelineAction {
  at: number;
  provider: "hostup" | "upsun";
  account: string;
  /** Key of the ticket, the same in all its actions; of a service for a service act. */
  ticket: string;
  act: TimelineAct;
}

/** Sorted by time. */
export type Timeline = readonly TimelineAction[];
