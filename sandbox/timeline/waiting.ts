import type { Random } from "../shared/random";
import type { Step } from "./scenario";

type Range = readonly [from: number, to: number];

const FIRST_ANSWER: Readonly<Record<string, Range>> = {
  critical: [3, 14],
  urgent: [4, 40],
  high: [9, 110],
  medium: [18, 330],
  normal: [18, 330],
  low: [45, 900],
};
const NEXT_ANSWER: Readonly<Record<string, Range>> = {
  critical: [2, 18],
  urgent: [4, 50],
  high: [6, 140],
  medium: [8, 300],
  normal: [8, 300],
  low: [15, 700],
};
const OTHERS: Readonly<Record<Step[0], Range>> = {
  customer: [3, 540],
  colleague: [5, 420],
  agent: [10, 300],
  agent2: [10, 300],
  auto: [1, 3],
  status: [1, 25],
  priority: [1, 9],
  subject: [1, 9],
  assignee: [1, 12],
  edit: [1, 6],
  remove: [1, 7],
  delete: [12, 300],
};
const AT_NIGHT: Range = [3, 22];

/** Minutes that pass before an act; short ones are more frequent than long ones. */
export function minutesBefore(
  kind: Step[0],
  { night, priority, first }: { night: boolean; priority: string; first: boolean },
  chance: Random,
): number {
  const staff = kind === "agent" || kind === "agent2";
  const person = staff || kind === "customer" || kind === "colleague";
  const [from, to] =
    night && person
      ? AT_NIGHT
      : ((staff ? (first ? FIRST_ANSWER : NEXT_ANSWER)[priority] : undefined) ?? OTHERS[kind]);
  return from + (to - from) * chance.next() ** 2;
}
