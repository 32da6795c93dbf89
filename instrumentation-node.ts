import { env, EnvError } from "./lib/env";

/** Validates the environment; one that cannot work ends the process with its sentences on stderr and exit code 1. */
export function checkEnvironment(): void {
  try {
    env();
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
