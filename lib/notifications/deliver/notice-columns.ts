import { isNoticeKind } from "../../notices/kinds";
import type { NoticeDetail } from "../../notices/types";

/** Of notice `e` and its submission `s`, as `toNotices` reads them. */
export const NOTICE_COLUMNS = [
  "e.id",
  "e.kind",
  "e.detail",
  "e.event_id as eventId",
  "e.submission_id as submissionId",
  "e.connection_id as connectionId",
  "e.wakes",
  "e.at",
  "s.state as submissionState",
] as const;

/** Leaves out kinds of another version of the portal. */
export const toNotices = <Row extends { kind: string; detail: string }>(rows: readonly Row[]) =>
  rows.flatMap(({ kind, detail, ...row }) =>
    isNoticeKind(kind) ? [{ ...row, kind, detail: detail as NoticeDetail }] : [],
  );
