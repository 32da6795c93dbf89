import { staffScope } from "../../auth/scope";
import type { Viewer } from "../../auth/types";
import { db } from "../../db/kysely";

const MAX_SHOWN = 5;

export interface CaseFileView {
  id: string;
  at: Date;
  /** Null: no longer known. */
  madeBy: string | null;
  /** Null if it was not downloaded completely. */
  root: string | null;
}

/** Lists the latest case files of a ticket. Staff only. */
export async function listCaseFiles(viewer: Viewer, ticketId: string): Promise<CaseFileView[]> {
  staffScope(viewer);
  return latestFiles("ticket_id", ticketId);
}

/** Lists the newest case files of a case. */
export async function listFilesOfCase(viewer: Viewer, caseId: string): Promise<CaseFileView[]> {
  staffScope(viewer);
  return latestFiles("case_id", caseId);
}

function latestFiles(column: "case_id" | "ticket_id", id: string): Promise<CaseFileView[]> {
  return db()
    .selectFrom("case_file as f")
    .leftJoin("user as u", "u.id", "f.made_by_id")
    .where(`f.${column}`, "=", id)
    .select(["f.id", "f.made_at as at", "u.name as madeBy", "f.root"])
    .orderBy("f.id", "desc")
    .limit(MAX_SHOWN)
    .execute();
}
