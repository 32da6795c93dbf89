import { describe, expect, it } from "vitest";

import { parseSummary } from "./parse-summary";

const component = (status: string) => ({
  id: "b13yz5g2cw10",
  name: "API",
  status,
  position: 1,
  updated_at: "2026-11-27T01:00:00.000Z",
});

const statuspage = (changes: object) => ({
  page: {
    id: "4g2my7tbhjsq",
    name: "HostUp",
    url: "https://status.hostup.example",
    updated_at: "2026-11-27T01:41:00.000Z",
  },
  status: { description: "All Systems Operational", indicator: "none" },
  components: [component("operational")],
  incidents: [],
  scheduled_maintenances: [],
  ...changes,
});

const incident = {
  id: "cp306tmzcl0y",
  name: "Degraded  network",
  impact: "major",
  status: "identified",
  created_at: "2026-11-27T01:45:00.000Z",
  started_at: "2026-11-27T01:40:00.000Z",
  incident_updates: [{ body: "We found it.", status: "identified" }],
};

const instatus = (changes: object) => ({
  page: { name: "Upsun", url: "https://status.upsun.example", status: "UP" },
  ...changes,
});

const nothing = { title: null, since: null };

describe("a summary of Statuspage", () => {
  it.each([
    ["is fine", {}, { state: "fine", ...nothing }],
    [
      "names the newest open incident",
      {
        status: { description: "Partial System Outage", indicator: "major" },
        incidents: [{ ...incident, name: "Before", status: "resolved" }, incident],
      },
      {
        state: "trouble",
        title: "Degraded network",
        since: new Date("2026-11-27T01:40:00Z"),
      },
    ],
    [
      "describes trouble without an incident",
      { status: { description: "Minor Service Outage", indicator: "minor" } },
      { state: "trouble", title: "Minor Service Outage", since: null },
    ],
    [
      "is not fine with a broken component",
      { components: [component("partial_outage")] },
      { state: "trouble", title: "All Systems Operational", since: null },
    ],
    [
      "names a running maintenance",
      {
        scheduled_maintenances: [
          { name: "Later", status: "scheduled", scheduled_for: "2026-12-01T00:00:00Z" },
          { name: "New disks", status: "in_progress", scheduled_for: "2026-11-27T00:00:00Z" },
        ],
      },
      { state: "maintenance", title: "New disks", since: new Date("2026-11-27T00:00:00Z") },
    ],
    ["is unknown with a word that nobody knows", { status: { indicator: "purple" } }, null],
  ])("%s", (_, changes, expected) => {
    expect(parseSummary(statuspage(changes))).toEqual(expected);
  });
});

describe("a summary of Instatus", () => {
  it.each([
    ["is fine", {}, { state: "fine", ...nothing }],
    [
      "names the newest incident",
      {
        page: { status: "HASISSUES" },
        activeIncidents: [
          {
            name: "We're facing an issue with our API",
            started: "Sat Jun 11 2022 18:55:50 GMT+0000 (Coordinated Universal Time)",
            status: "INVESTIGATING",
            impact: "MAJOROUTAGE",
            url: "https://status.upsun.example/incident/cl4a8n3070721",
          },
        ],
      },
      {
        state: "trouble",
        title: "We're facing an issue with our API",
        since: new Date("2022-06-11T18:55:50Z"),
      },
    ],
    [
      "has trouble that it does not name",
      { page: { status: "SOMEPARTIALOUTAGE" } },
      { state: "trouble", ...nothing },
    ],
    [
      "is fine before a maintenance",
      { activeMaintenances: [{ name: "Database", start: "soon", status: "NOTSTARTEDYET" }] },
      { state: "fine", ...nothing },
    ],
    [
      "names a running maintenance",
      {
        page: { status: "UNDERMAINTENANCE" },
        activeMaintenances: [{ name: "Database", start: "soon", status: "INPROGRESS" }],
      },
      { state: "maintenance", title: "Database", since: null },
    ],
    ["is unknown with a word that nobody knows", { page: { status: "PURPLE" } }, null],
  ])("%s", (_, changes, expected) => {
    expect(parseSummary(instatus(changes))).toEqual(expected);
  });
});

it.each([[null], ["UP"], [[]], [{}], [{ status: "ok" }], [{ page: {} }]])(
  "of another shape is unknown: %j",
  (body) => expect(parseSummary(body)).toBeNull(),
);
