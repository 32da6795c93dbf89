import type { Route } from "next";

import { ownOrganizations } from "../auth/permissions";
import { scopeValues } from "../auth/scope";
import type { Viewer } from "../auth/types";
import type { Translate } from "../i18n/message";
import { textsOf } from "../i18n/texts";
import { visibleName } from "../i18n/visible-name";
import { isNoticeKind } from "../notices/kinds";
import { messageAnchor, organizationUrl, ticketUrl } from "../routes";
import { isBlank } from "../text/blank";
import { readNoticeCursor, writeNoticeCursor } from "./cursor";
import { type NotificationRow, notificationRows } from "./notification-rows";
import { followScope } from "./scope";
import { noticeSentence, settledDetail } from "./sentences";
import type { NotificationPage, NotificationView } from "./types";

const PER_PAGE = 50;

/** Returns a page of notifications: unread ones first, then newest first. */
export async function listNotifications(
  viewer: Viewer,
  before?: string,
): Promise<NotificationPage> {
  const cursor = readNoticeCursor(before);
  const values = {
    viewerId: viewer.userId,
    limit: PER_PAGE + 1,
    ...scopeValues(followScope(viewer)),
  };
  const place = cursor && { lastAt: cursor.lastAt, topic: cursor.topic };
  const [unread, read] = await Promise.all([
    cursor?.isUnread === false ? [] : notificationRows({ ...values, ...place, unread: true }),
    notificationRows({ ...values, ...(cursor?.isUnread === false ? place : {}) }),
  ]);
  const rows = [...unread, ...read];
  const page = rows.slice(0, PER_PAGE);
  const last = page.at(-1);
  const t = textsOf(viewer.language);
  return {
    items: page.map((row) => notificationView(t, viewer, row)),
    nextCursor: rows.length > PER_PAGE && last ? writeNoticeCursor(last) : null,
    isLater: cursor !== undefined,
  };
}

function notificationView(t: Translate, viewer: Viewer, row: NotificationRow): NotificationView {
  const { topic, number, count, lastAt, isUnread, noticeId } = row;
  const sentence = sentenceOf(t, row);
  const href = pageOf(viewer, row);
  return {
    topic,
    href,
    title: titleOf(row),
    number,
    sentence,
    count,
    at: lastAt,
    isUnread,
    noticeId,
  };
}

/** Falls back to the kind once the notice has been deleted, which is kept for less time. */
function sentenceOf(t: Translate, row: NotificationRow): string {
  const { provider, writer, number, account, organization } = row;
  if (row.detail) {
    const detail = settledDetail(row.detail, row.submissionState);
    const now = detail === "status" ? row.status : detail === "priority" ? row.priority : null;
    const after = row.eventId === null ? now : row.after;
    return noticeSentence(
      t,
      { detail },
      { provider, after, writer, number, account, organization },
    );
  }
  const kind = row.kinds.findLast(isNoticeKind);
  return kind ? t(`notices.kind.${kind}`) : "";
}

function titleOf({ topic, subject, sent, account, organization }: NotificationRow): string | null {
  const title = topic.startsWith("connection:")
    ? account
    : topic.startsWith("organization:")
      ? organization
      : (subject ?? sent);
  return title === null || isBlank(title) ? null : visibleName(title);
}

/** Staff read tickets of other organizations under /staff. */
function pageOf(viewer: Viewer, row: NotificationRow): Route {
  const { topic, ticketId, organizationId, eventKind, eventField } = row;
  const isOwn = ownOrganizations(viewer).includes(organizationId);
  if (ticketId !== null && topic.startsWith("notes:"))
    return ticketUrl("staff", ticketId, {}, "notes");
  if (ticketId !== null) {
    const anchor = eventKind?.startsWith("message_") && eventField ? eventField : undefined;
    return ticketUrl(
      isOwn ? "customer" : "staff",
      ticketId,
      {},
      anchor === undefined ? undefined : messageAnchor(anchor),
    );
  }
  const [about = "", id = ""] = topic.split(":");
  if (about === "submission") return ticketUrl("customer", id);
  return about === "connection" ? "/connections" : organizationUrl({ in: id });
}
