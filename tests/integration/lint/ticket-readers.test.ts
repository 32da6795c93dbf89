import { expect, it } from "vitest";

import { ROOT } from "@/scripts/lib/root";
import { readSourceFiles } from "@/scripts/structure/source-files";

const READS = /(?:selectFrom|Join)\(\s*\[?"ticket(?: as \w+)?"|prisma\(\)\.ticket\b/;
/** Conditions that hide private tickets. */
const ASKS = /\b(?:isTicketInScope|mayReadTicket|mayReadTopic|ticketsAsReadBy|isOpenInScope)\(/;

/** They read for jobs, for staff, or a ticket that the caller found in the viewer's scope. */
const FOR_NO_VIEWER = [
  /^lib\/(?:mirror|submissions|review)\//,
  // For staff; and names of tickets in entries that were found in the viewer's scope.
  /^lib\/audit\/(?:find-named|targets)\.ts$/,
  // A number of tickets, and the account's own rows.
  /^lib\/connections\/(?:erase|queries|same-account)\.ts$/,
  /^lib\/organizations\/member-commands\.ts$/,
  /^lib\/notices\/record\/load-people\.ts$/,
  // For recipients who were asked about when the notice was recorded, and are again before it is sent.
  /^lib\/notifications\/(?:content\/load-facts|webhooks\/(?:deliver|send-again))\.ts$/,
  /^lib\/tickets\/detail\/ticket-updates\.ts$/,
  /^lib\/tickets\/similar\/known-tickets\.ts$/,
  // The priorities that exist, and counts that choose a plan; the tickets come from a query in the
  // viewer's scope.
  /^lib\/tickets\/list\/(?:sorted-page|plans\/rare-filters)\.ts$/,
  // For the filters of staff.
  /^lib\/tickets\/named\/ticket-values\.ts$/,
];

it("whatever reads tickets for a viewer hides private ones", () => {
  const careless = readSourceFiles(ROOT, "lib")
    .filter(({ path }) => !path.includes("/generated/") && !path.includes(".test."))
    .filter(({ path }) => FOR_NO_VIEWER.every((pattern) => !pattern.test(path)))
    .filter(({ lines }) => READS.test(lines.join("\n")) && !ASKS.test(lines.join("\n")))
    .map(({ path }) => path);
  expect(careless).toEqual([]);
});
