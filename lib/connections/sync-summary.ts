import type { Translate } from "../i18n/message";
import type { SyncResult } from "./types";

/** One that threw counts as failed. */
export function syncSummary(
  t: Translate,
  settled: readonly PromiseSettledResult<SyncResult>[],
): { message: string; failed: boolean } {
  const reports = settled.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  const count = (outcome: SyncResult["outcome"]) =>
    reports.filter((report) => report.outcome === outcome).length;
  const sum = (key: "ticketsRead" | "ticketsChanged") =>
    reports.reduce((whole, report) => whole + report[key], 0);
  const total = settled.length;
  const failed = total - reports.length + count("failed");
  const busy = count("busy");
  const partial = count("partial");
  const sentences = [
    t("freshness.result", { read: sum("ticketsRead"), changed: sum("ticketsChanged") }),
    failed > 0 ? t("freshness.resultAccountsFailed", { count: failed, total }) : "",
    busy > 0 ? t("freshness.resultAccountsBusy", { count: busy, total }) : "",
    partial > 0 ? t("freshness.resultAccountsRest", { count: partial, total }) : "",
  ];
  return { message: sentences.filter(Boolean).join(" "), failed: failed > 0 };
}
