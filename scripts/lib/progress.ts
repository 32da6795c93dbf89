const STILL_MS = 10_000;

/** A closed pipe (`| head`) is no error. */
export function say(line = ""): void {
  process.stdout.write(`${line}\n`);
}

process.stdout.on("error", () => undefined);

export function elapsed(from: number): string {
  return `${((performance.now() - from) / 1_000).toFixed(1)} s`;
}

/** Also prints a line every ten seconds. `done` may word the end. */
export async function step<T>(
  doing: string,
  work: () => Promise<T>,
  done?: (result: T) => string,
): Promise<T> {
  const from = performance.now();
  say(`  · ${doing} …`);
  const still = setInterval(() => say(`  · ${doing}: ${elapsed(from)} so far …`), STILL_MS);
  try {
    const result = await work();
    say(`  ✓ ${done?.(result) ?? doing} (${elapsed(from)})`);
    return result;
  } finally {
    clearInterval(still);
  }
}
