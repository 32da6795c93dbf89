import { DatabaseError } from "pg";

import { isAppError } from "../../errors";
import { type Message, message } from "../../i18n/message";

/** SQLSTATE classes that no single row causes, such as a lost connection. */
const NOT_ROW_ERRORS: ReadonlySet<string> = new Set([
  "08",
  "25",
  "28",
  "3D",
  "40",
  "42",
  "53",
  "55",
  "57",
  "58",
  "F0",
]);
/** Statement timeout, which one very large row can cause. */
const STATEMENT_TIMEOUT = "57014";

const REASONS = {
  "22": "sync.refusedValue",
  "23": "sync.refusedRule",
  "54": "sync.refusedSize",
} as const;

/** Returns the database error, also from inside `busy`. */
function databaseErrorIn(thrown: unknown): unknown {
  return isAppError(thrown, "busy") ? (thrown.cause ?? thrown) : thrown;
}

/** True when one row may have caused the error. */
function isRowError(thrown: unknown): boolean {
  const error = databaseErrorIn(thrown);
  if (error instanceof DatabaseError && error.code) {
    return error.code === STATEMENT_TIMEOUT || !NOT_ROW_ERRORS.has(error.code.slice(0, 2));
  }
  return error instanceof RangeError || error instanceof TypeError;
}

/** Describes the error without quoting the row, as the database's message may. */
export function errorReason(thrown: unknown): Message {
  const error = databaseErrorIn(thrown);
  if (!(error instanceof DatabaseError) || !error.code) return message("sync.unknownValue");
  if (error.code === STATEMENT_TIMEOUT) return message("sync.tooSlowToStore");
  const rule = [error.table, error.column ?? error.constraint].filter(Boolean).join(".");
  const key = REASONS[error.code.slice(0, 2) as keyof typeof REASONS] ?? "sync.refused";
  return message(key, { code: rule ? `${error.code}, ${rule}` : error.code });
}

/**
 * Writes all items at once. On a row error, bisects and passes failing items to `failed`: n bad
 * items among m cost about 2 n log m writes.
 */
export async function writeRowByRow<T>(
  items: readonly T[],
  write: (items: readonly T[]) => Promise<void>,
  failed: (item: T, error: unknown) => Promise<void>,
): Promise<void> {
  const [first] = items;
  if (first === undefined) return;
  try {
    await write(items);
  } catch (error) {
    if (!isRowError(error)) throw error;
    if (items.length === 1) return failed(first, error);
    const middle = Math.ceil(items.length / 2);
    await writeRowByRow(items.slice(0, middle), write, failed);
    await writeRowByRow(items.slice(middle), write, failed);
  }
}
