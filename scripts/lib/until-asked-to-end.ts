/** Resolves when standard input ends, at the latest with the parent process, or at a signal. */
export function untilAskedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    process.stdin.resume();
    process.stdin.once("end", resolve);
    process.stdin.once("close", resolve);
    process.once("SIGTERM", () => resolve());
    process.once("SIGINT", () => resolve());
  });
}
