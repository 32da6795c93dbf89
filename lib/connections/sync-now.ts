import type { Viewer } from "../auth/types";
import { AppError } from "../errors";
import { renderMessage, type Translate } from "../i18n/message";
import { textsOf } from "../i18n/texts";
import type { SyncReport, SyncTrigger } from "../mirror/sync/run-sync";
import { ownConnection } from "./own-connection";
import { readConnection } from "./read-connection";
import { requestSyncSoon } from "./request-sync-soon";
import { syncResultText } from "./sync-summary";
import type { SyncResult } from "./types";

const PAUSED = "The portal’s staff have paused this account. Syncing resumes when they resume it.";

/** A provider's failure is an outcome, not an error. */
export async function syncNow(
  viewer: Viewer,
  input: { connectionId: string },
  trigger: SyncTrigger = "person",
): Promise<SyncResult> {
  const connection = await ownConnection(viewer, input.connectionId);
  if (connection.status === "disconnected") throw new AppError("connection_inactive");
  if (connection.paused)
    return { outcome: "failed", ticketsRead: 0, ticketsChanged: 0, message: PAUSED };
  // A running sweep may be past the expected change, so another one is requested.
  if (trigger === "person") await requestSyncSoon(connection.id);
  const report = await readConnection(connection.id, { trigger });
  return {
    outcome: report.outcome,
    ticketsRead: report.ticketsRead,
    ticketsChanged: report.ticketsChanged,
    message: resultMessage(textsOf(viewer.language), report),
    words: report.error?.words,
    retryAt: report.error?.retryAt,
  };
}

function resultMessage(t: Translate, report: SyncReport): string {
  if (report.outcome === "busy")
    return "This account is already syncing. The result will be here in a moment.";
  if (report.outcome === "failed")
    return report.error ? renderMessage(t, report.error.text) : "The sync failed.";
  if (report.error?.code === "provider_rate_limited" && report.ticketsRead === 0)
    return renderMessage(t, report.error.text);
  const read = syncResultText(report.ticketsRead, report.ticketsChanged);
  return report.outcome === "complete" ? read : `${read} The rest follows with the next sync.`;
}
