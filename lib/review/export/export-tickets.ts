import { countPersonUse } from "../../auth/limits/person-rates";
import { loadViewer } from "../../auth/load-viewer";
import { isStaff } from "../../auth/permissions";
import { staffScope } from "../../auth/scope";
import type { Viewer } from "../../auth/types";
import { auditOnce } from "../../db/audit";
import { AppError } from "../../errors";
import { message } from "../../i18n/message";
import { readCursor } from "../../tickets/list/cursor";
import { listReader } from "../../tickets/list/list-page";
import type { TicketFilters } from "../../tickets/schemas";
import { listAuditRecord } from "../queries";
import type { ExportFormat } from "../schemas";
import { countMatches } from "./count-matches";
import { exportWriter } from "./export-formats";
import { exportPages } from "./export-rows";
import { takeExportSlot } from "./export-slots";
import { MAX_EXPORTED } from "./max-exported";
import { textStream } from "./text-stream";

/** Ends before the platform cuts it off, and says where it can be continued. */
const MAX_MS = 240_000;
const MAX_STALLED_MS = 290_000;

export interface TicketExport {
  filename: string;
  contentType: string;
  /** Tickets of the list, counted up to one more than fit. */
  matches: number;
  body: ReadableStream<Uint8Array>;
}

/**
 * Exports the list with its filters, search and order, from `after` on. Staff only; audited before
 * anything is sent. Throws `not_found`, `throttled`, and `invalid` for a bad `after`.
 */
export async function exportTickets(
  viewer: Viewer,
  filters: TicketFilters,
  format: ExportFormat,
): Promise<TicketExport> {
  const reader = listReader(viewer, staffScope(viewer));
  assertCursor(filters);
  await countPersonUse(viewer, "export");
  const release = takeExportSlot(viewer.userId);
  try {
    const counted = await countMatches(reader, filters, MAX_EXPORTED);
    const { count: matches, organizations } = counted;
    const count = Math.min(matches, MAX_EXPORTED);
    await auditOnce(listAuditRecord(viewer, filters, organizations, { count }));
    const pages = exportPages(reader, filters, MAX_EXPORTED);
    const { contentType, ...writer } = exportWriter(format, viewer.language);
    const pieces = exportPieces(viewer, pages, writer, {
      matches,
      asOf: filters.at,
    });
    const name = nameOf(filters);
    return {
      filename: `${name}.${format}`,
      contentType,
      matches,
      body: textStream(pieces, { maxMs: MAX_STALLED_MS, onEnd: release }),
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** The name has a past moment to the second. */
function nameOf({ at }: TicketFilters): string {
  if (at === undefined) return `tickets-${new Date().toISOString().slice(0, 10)}`;
  return `tickets-as-of-${at.slice(0, 19).replaceAll(":", "-")}Z`;
}

function assertCursor({ after, sort }: TicketFilters): void {
  if (after === undefined) return;
  const isRead = [false, true].some((bySubject) => readCursor(after, sort, bySubject));
  if (!isRead) throw new AppError("invalid", { text: message("exports.badCursor") });
}

async function* exportPieces(
  viewer: Viewer,
  pages: ReturnType<typeof exportPages>,
  writer: Omit<ReturnType<typeof exportWriter>, "contentType">,
  { matches, asOf }: { matches: number; asOf?: string },
): AsyncGenerator<string> {
  const startedAt = new Date();
  let [rows, next]: [number, string | null] = [0, null];
  yield writer.begin({ startedAt, matches, maxRows: MAX_EXPORTED, asOf });
  for await (const page of pages) {
    if (rows > 0) await assertStillStaff(viewer);
    yield writer.rows(page.rows, rows === 0);
    rows += page.rows.length;
    next = page.next;
    if (Date.now() - startedAt.getTime() > MAX_MS) break;
  }
  const isCapped = rows >= MAX_EXPORTED;
  const status = next === null ? "complete" : isCapped ? "capped" : "stopped";
  yield writer.end({ status, rows, next, startedAt, endedAt: new Date() });
}

/** Rights can end while it runs. */
async function assertStillStaff({ session }: Viewer): Promise<void> {
  const now = await loadViewer(session.id);
  if (!now || !isStaff(now)) throw new AppError("unauthenticated");
}
