import { env, EnvError } from "./lib/env";

/** Exits with code 1 and the reasons on stderr when the environment is invalid. */
export function checkEnvironment(): void {
  try {
    env();
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
