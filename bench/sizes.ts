import { parseArgs } from "node:util";

import { CliError } from "../scripts/lib/cli-error";

/** A command's arguments, with or without the name of the script that `run.mjs` was given first. */
export function argumentsOf(script: string): string[] {
  return process.argv.slice(process.argv[2] === script ? 3 : 2);
}

/**
 * Reads a benchmark's sizes from its options: whole numbers from 1, by default these. Small ones only try the command; figures to
 * quote come from the defaults. Throws a CliError for anything else.
 */
export function readSizes<Name extends string>(
  script: string,
  defaults: Readonly<Record<Name, number>>,
): { sizes: Record<Name, number>; words: string[] } {
  const names = Object.keys(defaults) as Name[];
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  const { values, positionals } = parseArgs({
    args: argumentsOf(script),
    allowPositionals: true,
    options,
  });
  const sizes = names.map((name) => {
    const value = Number(values[name] ?? defaults[name]);
    if (!Number.isInteger(value) || value < 1)
      throw new CliError(`--${name} is a whole number from 1.`);
    return [name, value] as const;
  });
  return { sizes: Object.fromEntries(sizes) as Record<Name, number>, words: positionals };
}
