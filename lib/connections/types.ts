import type { SyncReport } from "../mirror/sync/run-sync";
import type { CapabilityState } from "../providers/contract";
import type { Freshness } from "./freshness";

/** A connection as its organization sees it. Holds nothing of the credential. */
export interface ConnectionView extends Freshness {
  organizationName: string;
  account: { id?: string; name?: string; email?: string };
  capabilities: CapabilityState[];
  checkedAt: Date | null;
  ticketCount: number;
  createdAt: Date;
  /** Whether this viewer may replace the key or disconnect. */
  mayManage: boolean;
  lastRun: {
    outcome: "running" | "complete" | "partial" | "failed" | "handed_on";
    startedAt: Date;
    ticketsRead: number;
    ticketsChanged: number;
  } | null;
}

export interface ProviderChoice {
  id: string;
  name: string;
  credentialLabel: string;
  credentialHelp: string;
  /** How a key gets what it lacks, and where. */
  whereToAdd: string;
}

export interface SyncResult {
  outcome: SyncReport["outcome"];
  ticketsRead: number;
  ticketsChanged: number;
  /** One sentence for the user on how it ended. */
  message: string;
  /** The earliest time for the next attempt, if the provider limits it. */
  retryAt?: Date;
}
