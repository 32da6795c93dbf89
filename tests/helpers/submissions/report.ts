import type { RunnerTestCase } from "vitest";
import type { Reporter, TestModule } from "vitest/node";

/** One line of the table that the full counts end with. */
export interface ReportLine {
  what: string;
  runs: number;
  lost: number;
  doubled: number;
  /** Until the last one was settled, by the clock of the test; null where no time passes. */
  slowestSeconds: number | null;
  note?: string;
}

declare module "vitest" {
  interface TaskMeta {
    outbox?: ReportLine[];
  }
}

/** Returns the count from the environment, or the default. */
export function countFrom(name: string, usual: number): number {
  const asked = Number(process.env[name] ?? "");
  return Number.isSafeInteger(asked) && asked > 0 ? asked : usual;
}

/** Adds a line to the table; call it before the assertions. */
export function report(task: Readonly<Pick<RunnerTestCase, "meta">>, line: ReportLine): void {
  (task.meta.outbox ??= []).push(line);
}

const HEAD = ["What", "Runs", "Lost", "Doubled", "Slowest", ""] as const;

/** Prints the table after all tests. */
export default class OutboxReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const lines = modules.flatMap((module) =>
      [...module.children.allTests()].flatMap((test) => test.meta().outbox ?? []),
    );
    const cells = lines.map(({ what, runs, lost, doubled, slowestSeconds, note }) => [
      what,
      String(runs),
      String(lost),
      String(doubled),
      slowestSeconds === null ? "" : `${Math.round(slowestSeconds)} s`,
      note ?? "",
    ]);
    const widths = HEAD.map((head, column) =>
      Math.max(head.length, ...cells.map((row) => row[column]?.length ?? 0)),
    );
    const text = (row: readonly string[]) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd();
    process.stdout.write(`\n${[HEAD, ...cells].map(text).join("\n")}\n`);
  }
}
