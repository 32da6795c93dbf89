import type { Viewer } from "../auth/types";
import { AppError } from "../errors";
import { renderMessage, type Translate } from "../i18n/message";
import { textsOf } from "../i18n/texts";
import type { SyncReport, SyncTrigger } from "../mirror/sync/run-sync";
import { ownConnection } from "./own-connection";
import { readConnection } from "./read-connection";
import { requestSyncSoon } from "./request-sync-soon";
import type { SyncResult } from "./types";

/** A provider's failure is an outcome, not an error. */
export async function syncNow(
  viewer: Viewer,
  input: { connectionId: string },
  trigger: SyncTrigger = "person",
): Promise<SyncResult> {
  const connection = await ownConnection(viewer, input.connectionId);
  if (connection.status === "disconnected") throw new AppError("connection_inactive");
  const t = textsOf(viewer.language);
  if (connection.paused) {
    const message = t("freshness.resultPaused");
    return { outcome: "failed", ticketsRead: 0, ticketsChanged: 0, message };
  }
  // A running sweep may be past the expected change, so another one is requested.
  if (trigger === "person") await requestSyncSoon(connection.id);
  const report = await readConnection(connection.id, { trigger });
  return {
    outcome: report.outcome,
    ticketsRead: report.ticketsRead,
    ticketsChanged: report.ticketsChanged,
    message: resultMessage(t, report),
    words: report.error?.words,
    retryAt: report.error?.retryAt,
  };
}

function resultMessage(t: Translate, report: SyncReport): string {
  if (report.outcome === "busy") return t("freshness.resultBusy");
  if (report.outcome === "failed")
    return report.error ? renderMessage(t, report.error.text) : t("freshness.resultFailed");
  if (report.error?.code === "provider_rate_limited" && report.ticketsRead === 0)
    return renderMessage(t, report.error.text);
  const read = t("freshness.result", { read: report.ticketsRead, changed: report.ticketsChanged });
  return report.outcome === "complete" ? read : `${read} ${t("freshness.resultRest")}`;
}
