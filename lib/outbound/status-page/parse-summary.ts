import { z } from "zod";

import { shorten } from "../../text/shorten";

/** The state of a provider by its status page, in its words. */
export interface StatusReport {
  state: "fine" | "maintenance" | "trouble";
  /** The newest incident or maintenance; null if the page names none. */
  title: string | null;
  since: Date | null;
}

const MAX_TITLE = 120;

const title = z
  .string()
  .transform((text) => shorten(text.replace(/\s+/gu, " ").trim(), MAX_TITLE) || null);
const time = z
  .string()
  .transform((text) => new Date(text))
  .transform((date) => (Number.isNaN(date.getTime()) ? null : date))
  .nullish();
const none = () => [];

/** https://metastatuspage.com/api: a summary. */
const statuspage = z.object({
  status: z.object({ indicator: z.string(), description: title.nullish() }),
  components: z.array(z.object({ status: z.string() })).default(none),
  incidents: z
    .array(z.object({ name: title, status: z.string(), started_at: time, created_at: time }))
    .default(none),
  scheduled_maintenances: z
    .array(z.object({ name: title, status: z.string(), scheduled_for: time }))
    .default(none),
});

/** https://instatus.com/help/api/public-data */
const instatus = z.object({
  page: z.object({ status: z.string() }),
  activeIncidents: z
    .array(z.object({ name: title, status: z.string(), started: time }))
    .default(none),
  activeMaintenances: z
    .array(z.object({ name: title, status: z.string(), start: time }))
    .default(none),
});

/** Returns null for any other format or value. */
export function parseSummary(body: unknown): StatusReport | null {
  const ofStatuspage = statuspage.safeParse(body);
  if (ofStatuspage.success) return fromStatuspage(ofStatuspage.data);
  const ofInstatus = instatus.safeParse(body);
  return ofInstatus.success ? fromInstatus(ofInstatus.data) : null;
}

const STATUSPAGE_STATES: Readonly<Record<string, StatusReport["state"]>> = {
  none: "fine",
  maintenance: "maintenance",
  minor: "trouble",
  major: "trouble",
  critical: "trouble",
};
const ENDED = new Set(["resolved", "postmortem", "completed"]);
const BROKEN = new Set(["degraded_performance", "partial_outage", "major_outage"]);

function fromStatuspage(page: z.output<typeof statuspage>): StatusReport | null {
  const incident = page.incidents.find(({ status }) => !ENDED.has(status));
  const running = page.scheduled_maintenances.find(({ status }) =>
    ["in_progress", "verifying"].includes(status),
  );
  const state = STATUSPAGE_STATES[page.status.indicator];
  if (incident)
    return {
      state: "trouble",
      title: incident.name,
      since: incident.started_at ?? incident.created_at ?? null,
    };
  const isBroken = page.components.some(({ status }) => BROKEN.has(status));
  if (state === "trouble" || isBroken)
    return { state: "trouble", title: page.status.description ?? null, since: null };
  if (running)
    return { state: "maintenance", title: running.name, since: running.scheduled_for ?? null };
  return state ? { state, title: null, since: null } : null;
}

function fromInstatus(page: z.output<typeof instatus>): StatusReport | null {
  const incident = page.activeIncidents.find(({ status }) => status !== "RESOLVED");
  if (incident) return { state: "trouble", title: incident.name, since: incident.started ?? null };
  const running = page.activeMaintenances.find(({ status }) => status === "INPROGRESS");
  const { status } = page.page;
  if (/ISSUES|OUTAGE|DEGRADED/.test(status)) return { state: "trouble", title: null, since: null };
  if (running || status.endsWith("UNDERMAINTENANCE"))
    return { state: "maintenance", title: running?.name ?? null, since: running?.start ?? null };
  return status === "UP" ? { state: "fine", title: null, since: null } : null;
}
