import type { SyncResult } from "./types";

/** Example: "1 ticket read, 0 new or changed." */
export function syncResultText(read: number, changed: number): string {
  return `${read} ${read === 1 ? "ticket" : "tickets"} read, ${changed} new or changed.`;
}

function share(part: number, whole: number): string {
  return `${part} of ${whole} accounts`;
}

/** One that threw counts as failed. */
export function syncSummary(settled: readonly PromiseSettledResult<SyncResult>[]): {
  message: string;
  failed: boolean;
} {
  const reports = settled.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  const count = (outcome: SyncResult["outcome"]) =>
    reports.filter((report) => report.outcome === outcome).length;
  const sum = (key: "ticketsRead" | "ticketsChanged") =>
    reports.reduce((total, report) => total + report[key], 0);
  const failed = settled.length - reports.length + count("failed");
  const busy = count("busy");
  const partial = count("partial");
  const sentences = [
    syncResultText(sum("ticketsRead"), sum("ticketsChanged")),
    failed > 0 ? `${share(failed, settled.length)} could not be read.` : "",
    busy > 0 ? `${share(busy, settled.length)} ${busy === 1 ? "is" : "are"} still syncing.` : "",
    partial > 0 ? `The rest of ${share(partial, settled.length)} follows with the next sync.` : "",
  ];
  return { message: sentences.filter(Boolean).join(" "), failed: failed > 0 };
}
