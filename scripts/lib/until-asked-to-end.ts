/**
 * Resolves when standard input ends, at the latest with the parent process, or at a signal. Call it
 * before anything starts that must be stopped.
 */
export function untilAskedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    const end = () => resolve();
    process.stdin.resume();
    process.stdin.once("end", end);
    process.stdin.once("close", end);
    process.once("SIGTERM", end);
    process.once("SIGINT", end);
    // Nobody reads what is printed any more.
    process.stdout.on("error", end);
  });
}
