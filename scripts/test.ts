import { rmSync } from "node:fs";
import path from "node:path";

import { errorMessage } from "./lib/cli-error";
import { ROOT } from "./lib/root";
import { stopCommands } from "./lib/run-command";
import type { Counts } from "./test-run/counts";
import { stepsOf, type TestStep, type TestStepResult } from "./test-run/steps";

/** On two cores; most steps spend time waiting. */
const LANES = 2;
const SHOWN_LINES = 200;
const SHOW_PROGRESS_MS = 60_000;

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
const seconds = (from: number): string => `${((performance.now() - from) / 1_000).toFixed(1)} s`;

/** `npm test`, and `npm run check` with --no-browser. Ends with `N passed, N failed`. */
async function main(): Promise<number> {
  const browser = !process.argv.includes("--no-browser");
  rmSync(path.join(ROOT, "test-results"), { recursive: true, force: true });
  const total = await runAll(stepsOf({ browser }));
  print("");
  print(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

async function runAll(steps: TestStep[]): Promise<Counts> {
  const waiting = [...steps];
  const done = new Map<string, TestStepResult>();
  const active = new Map<string, Promise<void>>();
  const from = performance.now();
  const progress = setInterval(
    () => print(`  ${seconds(from)} so far, running: ${[...active.keys()].join(", ")}`),
    SHOW_PROGRESS_MS,
  );
  while (waiting.length > 0 || active.size > 0) {
    const next = waiting.findIndex((step) => (step.after ?? []).every((name) => done.has(name)));
    if (active.size < LANES && next >= 0) {
      const [step] = waiting.splice(next, 1);
      if (step)
        active.set(
          step.name,
          runOne(step, done)
            .then((result) => void done.set(step.name, result))
            .finally(() => active.delete(step.name)),
        );
    } else {
      await Promise.race(active.values());
    }
  }
  clearInterval(progress);
  const results = [...done.values()];
  return {
    passed: results.reduce((sum, one) => sum + one.passed, 0),
    failed: results.reduce((sum, one) => sum + one.failed, 0),
  };
}

async function runOne(step: TestStep, done: Map<string, TestStepResult>): Promise<TestStepResult> {
  if (step.needs && (done.get(step.needs)?.failed ?? 0) > 0) {
    print(`✗ ${step.name}: not run, because ${step.needs} failed`);
    return { passed: 0, failed: 1, output: "" };
  }
  print(`· ${step.name} …`);
  const from = performance.now();
  const result = await step.run().catch((error: unknown): TestStepResult => ({
    passed: 0,
    failed: 1,
    output: errorMessage(error),
  }));
  if (result.failed === 0) print(`✓ ${step.name}: ${result.passed} passed (${seconds(from)})`);
  else
    print(
      `✗ ${step.name}: ${result.failed} failed, ${result.passed} passed (${seconds(from)})\n${shown(result.output)}`,
    );
  return result;
}

function shown(output: string): string {
  const lines = output.trim().split("\n");
  const cut = lines.length - SHOWN_LINES;
  return (cut > 0 ? [`    … ${cut} lines before`, ...lines.slice(cut)] : lines)
    .map((line) => `    ${line}`)
    .join("\n");
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => {
    void stopCommands().then(() => process.exit(signal === "SIGINT" ? 130 : 143));
  });
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    print(`${errorMessage(error)}\n0 passed, 1 failed`);
    process.exit(1);
  },
);
