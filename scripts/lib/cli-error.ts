/** Something the person who typed the command can understand and mend; the message is one clear sentence, shown alone. */
export class CliError extends Error {
  override readonly name = "CliError";
}

/** The message of anything that was thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Errors whose message is a sentence for the person who typed the command. */
const PLAIN = new Set(["CliError", "MigrationError", "EnvError"]);

/** What to print of an error: the sentence alone where it is one, else the stack. */
export function reportError(error: unknown): string {
  if (!(error instanceof Error) || PLAIN.has(error.name)) return errorMessage(error);
  return error.stack ?? error.message;
}

/** Runs a script and ends the process with its exit code (0 when it gives none, 1 when it throws), whatever is still open. */
export function runScript(main: () => Promise<number | void>): void {
  main().then(
    (code) => process.exit(code ?? 0),
    (error: unknown) => {
      process.stderr.write(`${reportError(error)}\n`);
      process.exit(1);
    },
  );
}
