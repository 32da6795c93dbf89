import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, brotliDecompress, constants } from "node:zlib";

import { z } from "zod";

import { CliError } from "../../lib/cli-error";
import { ROOT } from "../../lib/root";

export const RECORDING_FOLDER = path.join(ROOT, "scripts/demo/data");
export const RECORD_AGAIN = "Record it again: npm run demo:record";

export type SandboxName = "hostup" | "upsun";

type JsonValue = z.output<ReturnType<typeof z.json>>;

/** Values by column: alike values lie together, which halves the compressed size. */
export interface RecordedTable {
  name: string;
  columns: Record<string, JsonValue[]>;
}

export interface Recording {
  /** In an order in which each row comes after those that it refers to. */
  tables: RecordedTable[];
  /** The sandboxes' saved states. */
  sandboxes: Record<SandboxName, JsonValue>;
  /** The sandboxes' own keys, by connection. */
  keys: Record<string, string>;
}

const summarySchema = z.object({
  /** Digest of the tables' columns. */
  schema: z.string(),
  recordedUntil: z.iso.datetime(),
  sha256: z.string(),
  rows: z.record(z.string(), z.number()),
});

/** What a reviewer sees of a recording. */
export type RecordingSummary = z.output<typeof summarySchema>;

const dataFile = (folder: string) => path.join(folder, "history.json.br");
const summaryFile = (folder: string) => path.join(folder, "history.summary.json");

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);
const WINDOW_BITS = 24;

const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** Returns the size in bytes. */
export async function writeRecording(
  folder: string,
  recording: Recording,
  { schema, recordedUntil }: Pick<RecordingSummary, "schema" | "recordedUntil">,
): Promise<number> {
  const text = Buffer.from(JSON.stringify(recording));
  const bytes = await compress(text, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_LGWIN]: WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  });
  const rows = Object.fromEntries(
    recording.tables.map((table) => [table.name, tableLength(table)] as const),
  );
  const summary: RecordingSummary = { schema, recordedUntil, sha256: sha256(bytes), rows };
  await writeFile(dataFile(folder), bytes);
  await writeFile(summaryFile(folder), `${JSON.stringify(summary, null, 2)}\n`);
  return bytes.length;
}

/** Throws a CliError when it is missing or not the one that its summary describes. */
export async function readRecording(
  folder = RECORDING_FOLDER,
): Promise<{ recording: Recording; summary: RecordingSummary; bytes: number }> {
  if (!existsSync(dataFile(folder)) || !existsSync(summaryFile(folder)))
    throw new CliError(`The demo's history is not in ${folder}. ${RECORD_AGAIN}.`);
  const summary = summarySchema.parse(JSON.parse(await readFile(summaryFile(folder), "utf8")));
  const compressed = await readFile(dataFile(folder));
  if (sha256(compressed) !== summary.sha256)
    throw new CliError(`The demo's history in ${folder} is damaged. ${RECORD_AGAIN}.`);
  const text = (await decompress(compressed)).toString();
  return { recording: JSON.parse(text) as Recording, summary, bytes: compressed.length };
}

export const tableLength = ({ columns }: RecordedTable): number =>
  Object.values(columns)[0]?.length ?? 0;

export function rowsOfTable({ columns }: RecordedTable): Record<string, unknown>[] {
  const entries = Object.entries(columns);
  return (entries[0]?.[1] ?? []).map((_, index) =>
    Object.fromEntries(entries.map(([name, values]) => [name, values[index]])),
  );
}
