import type { ColumnType } from "./recorded-tables";
import type { RecordedTable } from "./recording";
import type { ShiftedTimes } from "./shift-times";
import type { TimeShift } from "./time-shift";

type Value = RecordedTable["columns"][string][number];

const NOON = "T12:00:00Z";

/** Moves all times of a recording's tables: in columns of times and days, and within texts and JSON. */
export function shiftTables(
  tables: readonly RecordedTable[],
  columns: readonly ColumnType[],
  shift: TimeShift,
  times: ShiftedTimes,
): RecordedTable[] {
  const types = new Map(columns.map(({ table, name, type }) => [`${table}.${name}`, type]));
  const time = (value: Value) =>
    typeof value === "string" ? new Date(shift(Date.parse(value))).toISOString() : value;
  const day = (value: Value) =>
    typeof value === "string"
      ? new Date(shift(Date.parse(`${value}${NOON}`))).toISOString().slice(0, 10)
      : value;
  const shifted = (type: string | undefined): ((value: Value) => Value) =>
    type === "timestamptz" ? time : type === "date" ? day : times.json;
  return tables.map(({ name, columns: values }) => ({
    name,
    columns: Object.fromEntries(
      Object.entries(values).map(([column, list]) => [
        column,
        list.map(shifted(types.get(`${name}.${column}`))),
      ]),
    ),
  }));
}
