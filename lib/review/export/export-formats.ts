import type { Language } from "../../i18n/languages";
import type { ExportFormat } from "../schemas";
import { BYTE_ORDER_MARK, csvLine } from "./csv";
import { EXPORT_COLUMNS, type ExportRow, type ExportValue } from "./export-rows";

/** complete: all tickets are there. capped and stopped: `next` continues it. */
interface ExportEnd {
  status: "complete" | "capped" | "stopped";
  rows: number;
  next: string | null;
  startedAt: Date;
  endedAt: Date;
}

/** A file without its end was cut off. */
interface Writer {
  contentType: string;
  begin(head: object): string;
  rows(rows: readonly ExportRow[], isFirst: boolean): string;
  end(end: ExportEnd): string;
}

export function exportWriter(format: ExportFormat, language: Language): Writer {
  return format === "csv" ? csvWriter(language) : JSON_WRITER;
}

function csvWriter(language: Language): Writer {
  const line = (cells: readonly string[]) => csvLine(language, cells);
  return {
    contentType: "text/csv; charset=utf-8; header=present",
    begin: () => `${BYTE_ORDER_MARK}${line(EXPORT_COLUMNS)}`,
    rows: (rows) =>
      rows.map((row) => line(EXPORT_COLUMNS.map((name) => toText(row[name])))).join(""),
    // As many cells as every line: `id` is "end", and `continue_after` is where it goes on.
    end({ status, rows, next, endedAt }) {
      const facts = ["end", status, `rows: ${rows}`, endedAt.toISOString()];
      const empty = Array.from({ length: EXPORT_COLUMNS.length - facts.length - 1 }, () => "");
      return line([...facts, ...empty, next ?? ""]);
    },
  };
}

function toText(value: ExportValue): string {
  if (value === null) return "";
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) ? value.join("; ") : String(value);
}

const JSON_WRITER: Writer = {
  contentType: "application/json; charset=utf-8",
  begin: (head) => `{"export":${JSON.stringify(head)},\n"tickets":[`,
  rows: (rows, isFirst) =>
    rows
      .map((row, index) => `${isFirst && index === 0 ? "" : ","}\n${JSON.stringify(row)}`)
      .join(""),
  end: (end) => `\n],\n"end":${JSON.stringify(end)}}\n`,
};
