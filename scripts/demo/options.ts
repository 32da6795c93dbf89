import { CliError } from "../lib/cli-error";

export interface DemoOptions {
  fresh: boolean;
  /** Hot reload instead of the production build. */
  dev: boolean;
  /** 0 takes a free one. */
  port: number;
  host: string;
}

const DEFAULT_PORT = 3000;

/** Throws a CliError for a wrong option. */
export function demoOptions(args: string[], environment: NodeJS.ProcessEnv): DemoOptions {
  const known = ["--fresh", "--dev"];
  const unknown = args.find((arg) => !known.includes(arg));
  if (unknown !== undefined)
    throw new CliError(`There is no option ${unknown}; there are ${known.join(" and ")}.`);
  const fresh = args.includes("--fresh");
  if (fresh && environment.DATABASE_URL) {
    throw new CliError(
      "--fresh empties only the demo's own database: unset DATABASE_URL, or empty that database yourself.",
    );
  }
  return {
    fresh,
    dev: args.includes("--dev"),
    port: portOf(environment.PORT),
    host: environment.HOST || "127.0.0.1",
  };
}

function portOf(text: string | undefined): number {
  if (!text) return DEFAULT_PORT;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new CliError("PORT must be a number from 0 to 65535 (0 takes a free port).");
  return port;
}
