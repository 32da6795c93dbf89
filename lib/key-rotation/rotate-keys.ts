import pMap from "p-map";

import { seal, unseal } from "../crypto/seal";
import { workAs } from "../db/work";
import { type CredentialKey, env } from "../env";
import { isAppError } from "../errors";
import { SEALED_COLUMNS, type SealedColumn, type SealedValue } from "./sealed-columns";

export interface RotationReport {
  resealed: number;
  /** Values that no key opens and that the portal fetches anew. */
  dropped: number;
  /** Values that no key opens, as `table.column id`. */
  unreadable: string[];
  /** Values that no key can open, since their owner is gone. */
  orphaned: string[];
  /** Values that are still sealed under an older key: the unreadable ones, but not the orphaned. */
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
    const report: RotationReport = {
      resealed: 0,
      dropped: 0,
      unreadable: [],
      orphaned: [],
      left: 0,
    };
    for (const column of SEALED_COLUMNS) {
      await rotateColumn(column, { keys, prefix, ...options }, report);
      report.left += await countLeft(column, prefix, new Set(report.orphaned));
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
  let resealed = 0;
  for await (const values of pages(column, prefix, batch)) {
    await pMap(
      values,
      async (value) => {
        if (await rotateValue(column, value, keys, report)) resealed += 1;
      },
      { concurrency: CONCURRENCY },
    );
    onProgress?.(nameOf(column), resealed);
  }
  report.resealed += resealed;
}

/** Returns true if the value was sealed anew. */
async function rotateValue(
  column: SealedColumn,
  value: SealedValue,
  keys: readonly CredentialKey[],
  report: RotationReport,
): Promise<boolean> {
  try {
    const context = await value.context();
    const sealed = seal(unseal(value.sealed, context, keys), context, keys);
    return await column.replace(value, sealed);
  } catch (error) {
    const name = `${nameOf(column)} ${value.id}`;
    if (isAppError(error, "not_found")) report.orphaned.push(name);
    else if (!isAppError(error, "credential_unreadable")) throw error;
    else if (!column.drop) report.unreadable.push(name);
    else if (await column.drop(value)) report.dropped += 1;
    return false;
  }
}

async function countLeft(
  column: SealedColumn,
  prefix: string,
  orphaned: ReadonlySet<string>,
): Promise<number> {
  let count = 0;
  for await (const values of pages(column, prefix, BATCH))
    count += values.filter(({ id }) => !orphaned.has(`${nameOf(column)} ${id}`)).length;
  return count;
}

const nameOf = ({ table, column }: SealedColumn): string => `${table}.${column}`;

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
