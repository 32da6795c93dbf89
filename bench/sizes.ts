import { parseArgs } from "node:util";

import { CliError } from "../scripts/lib/cli-error";

/** Without the script's name, which `run.mjs` was given first. */
export function argumentsOf(script: string): string[] {
  return process.argv.slice(process.argv[2] === script ? 3 : 2);
}

export function printUsage(
  command: string,
  options: readonly (readonly [string, string])[],
): never {
  const lines = options.map(([option, text]) => `  ${option.padEnd(22)} ${text}`);
  process.stdout.write(`Usage: npm run ${command} -- [options]\n\n${lines.join("\n")}\n`);
  process.exit(0);
}

/** Throws a CliError unless it is a whole number from 1. */
export function sizeOf(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new CliError(`--${name} is a whole number from 1.`);
  return value;
}

interface BenchSizes<Name extends string> {
  command: string;
  /** Its name for `run.mjs`. */
  script: string;
  /** Of a run whose figures can be quoted. */
  full: Readonly<Record<Name, number>>;
  /** For `--smoke`, which only tries the command. */
  smoke: Readonly<Record<Name, number>>;
  /** Other options, with what they do. */
  flags?: Readonly<Record<string, string>>;
}

/** Throws a CliError unless they are whole numbers from 1. */
export function readSizes<Name extends string>({
  command,
  script,
  full,
  smoke,
  flags = {},
}: BenchSizes<Name>): { sizes: Record<Name, number>; words: string[] } {
  const names = Object.keys(full) as Name[];
  const { values, positionals } = parseArgs({
    args: argumentsOf(script),
    allowPositionals: true,
    options: {
      ...Object.fromEntries(names.map((name) => [name, { type: "string" as const }])),
      ...Object.fromEntries(Object.keys(flags).map((name) => [name, { type: "boolean" as const }])),
      smoke: { type: "boolean" as const },
      help: { type: "boolean" as const },
    },
  });
  if (values.help) {
    printUsage(command, [
      ["--smoke", "tries the command at small sizes; its figures mean nothing"],
      ...Object.entries(flags).map(([name, text]) => [`--${name}`, text] as const),
      ...names.map(
        (name) => [`--${name} <n>`, `${full[name]}; with --smoke ${smoke[name]}`] as const,
      ),
    ]);
  }
  const defaults = values.smoke ? smoke : full;
  const given: Record<string, unknown> = values;
  const sizes = names.map((name) => [name, sizeOf(name, String(given[name] ?? defaults[name]))]);
  return { sizes: Object.fromEntries(sizes) as Record<Name, number>, words: positionals };
}
