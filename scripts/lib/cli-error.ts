/** The user can fix it: printed without a stack. */
export class CliError extends Error {
  override readonly name = "CliError";
}

export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const PLAIN = new Set(["CliError", "MigrationError", "EnvError"]);

export function reportError(error: unknown): string {
  if (!(error instanceof Error) || PLAIN.has(error.name)) return errorMessage(error);
  return error.stack ?? error.message;
}

/** Exits with the returned code: 0 by default, 1 when it throws. */
export function runScript(main: () => Promise<number | void>): void {
  main().then(
    (code) => process.exit(code ?? 0),
    (error: unknown) => {
      process.stderr.write(`${reportError(error)}\n`);
      process.exit(1);
    },
  );
}
