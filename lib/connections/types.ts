import type { SyncReport } from "../mirror/sync/run-sync";
import type { CapabilityView } from "../providers/labels";
import type { Freshness } from "./freshness";

export interface ConnectionView extends Freshness {
  organizationName: string;
  account: { id?: string; name?: string; email?: string };
  capabilities: CapabilityView[];
  checkedAt: Date | null;
  /** Includes tickets that the provider no longer has. */
  ticketCount: number;
  goneCount: number;
  createdAt: Date;
  /** True if the viewer may replace the key or disconnect. */
  mayManage: boolean;
  /** True if the viewer may file and reply through it. */
  mayFile: boolean;
  lastRun: {
    outcome: "running" | "complete" | "partial" | "failed" | "handed_on";
    startedAt: Date;
    ticketsRead: number;
    ticketsChanged: number;
  } | null;
}

/** Of the viewer's organizations together. */
export interface FirstSteps {
  /** Without disconnected ones. */
  connections: Freshness[];
  hasTickets: boolean;
  /** True also while the first ticket is being sent. */
  hasFiled: boolean;
  mayConnect: boolean;
  mayFile: boolean;
  /** Names of some managers. */
  managers: string[];
}

/** The report of a provider's public status page, in its own words. */
export interface ProviderStatus {
  state: "fine" | "maintenance" | "trouble" | "unknown";
  title: string | null;
  since: Date | null;
  providerName: string;
  pageUrl: string;
}

/** Why an account cannot file tickets. */
export type FilingProblem = "needsKey" | "mayNotFile";

export interface ConnectableProvider {
  id: string;
  name: string;
  credentialLabel: string;
  credentialHelp: string;
  /** The page where a user creates one. */
  keysUrl?: string;
  /** How to add missing permissions to a key, and where. */
  whereToAdd: string;
}

export interface SyncResult {
  outcome: SyncReport["outcome"];
  ticketsRead: number;
  ticketsChanged: number;
  /** One sentence for the user. */
  message: string;
  /** The provider's own words, untranslated. */
  words?: string;
  retryAt?: Date;
}
