import pMap from "p-map";

import { seal, unseal } from "../crypto/seal";
import { workAs } from "../db/work";
import { type CredentialKey, env } from "../env";
import { isAppError } from "../errors";
import { SEALED_COLUMNS, type SealedColumn, type SealedValue } from "./sealed-columns";

export interface RotationReport {
  resealed: number;
  /** Values that no key opens, as `table.column id`. */
  unreadable: string[];
  /** Values that are still sealed under an older key, the unreadable ones included. */
  left: number;
}

export interface RotationOptions {
  batch?: number;
  onProgress?: (column: string, resealed: number) => void;
}

const BATCH = 200;
const CONCURRENCY = 4;

/**
 * Seals every value anew under the first key, while the portal runs: a value that changes meanwhile
 * is left as it is then. Stopped at any moment, the next call continues.
 */
export function rotateKeys(options: RotationOptions = {}): Promise<RotationReport> {
  return workAs({ as: "maintenance" }, async () => {
    const keys = env().CREDENTIAL_KEYS;
    const prefix = `v1.${keys[0]?.id ?? ""}.`;
    const report: RotationReport = { resealed: 0, unreadable: [], left: 0 };
    for (const column of SEALED_COLUMNS) {
      await rotateColumn(column, { keys, prefix, ...options }, report);
      report.left += await countLeft(column, prefix);
    }
    return report;
  });
}

interface Rotation extends RotationOptions {
  keys: readonly CredentialKey[];
  prefix: string;
}

async function rotateColumn(
  column: SealedColumn,
  { keys, prefix, batch = BATCH, onProgress }: Rotation,
  report: RotationReport,
): Promise<void> {
  const name = `${column.table}.${column.column}`;
  let resealed = 0;
  for await (const values of pages(column, prefix, batch)) {
    await pMap(
      values,
      async (value) => {
        const sealed = await sealAnew(value, keys);
        if (sealed === null) report.unreadable.push(`${name} ${value.id}`);
        else if (await column.replace(value, sealed)) resealed += 1;
      },
      { concurrency: CONCURRENCY },
    );
    onProgress?.(name, resealed);
  }
  report.resealed += resealed;
}

/** Null for a value that no key opens. */
async function sealAnew(
  { sealed, context }: SealedValue,
  keys: readonly CredentialKey[],
): Promise<string | null> {
  try {
    const bound = await context();
    return seal(unseal(sealed, bound, keys), bound, keys);
  } catch (error) {
    if (isAppError(error, "credential_unreadable") || isAppError(error, "not_found")) return null;
    throw error;
  }
}

async function countLeft(column: SealedColumn, prefix: string): Promise<number> {
  let count = 0;
  for await (const values of pages(column, prefix, BATCH)) count += values.length;
  return count;
}

async function* pages(column: SealedColumn, prefix: string, limit: number) {
  let after = "";
  for (;;) {
    const values = await column.page(prefix, after, limit);
    const last = values.at(-1);
    if (!last) return;
    yield values;
    after = last.id;
  }
}
