"use client";

import { Bell, CheckCheck } from "lucide-react";
import { useRef, useState } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { usePendingActions } from "@/components/ui/hooks/use-pending-actions";
import { Link } from "@/components/ui/navigation/link";
import type { Locale } from "@/components/ui/time/format-time";
import type { NotificationPage } from "@/lib/notifications/types";
import type { Failure, Result } from "@/lib/result";
import { notificationSettingsUrl, notificationsUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { CursorLinks } from "../people/cursor-links";
import { byDay } from "./by-day";
import { NotificationItem } from "./notification-item";

interface NotificationsViewProps {
  page: NotificationPage;
  locale: Locale;
  /** Render time as ISO 8601. */
  now: string;
  markRead: (input: { topic: string; noticeId: string }) => Promise<Result<void>>;
  markAllRead: (input: { noticeId: string }) => Promise<Result<void>>;
}

function newestOf(ids: readonly string[]): string | null {
  return ids.reduce<string | null>(
    (newest, id) => (newest === null || BigInt(id) > BigInt(newest) ? id : newest),
    null,
  );
}

export function NotificationsView({
  page: { items, nextCursor, isLater },
  locale,
  now,
  markRead,
  markAllRead,
}: NotificationsViewProps) {
  const t = useTexts();
  const { run, locked } = usePendingActions();
  const view = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState("");
  const [failure, setFailure] = useState<Failure | null>(null);
  const unread = items.filter(({ isUnread }) => isUnread);
  const newest = isLater ? null : newestOf(unread.map(({ noticeId }) => noticeId));

  /** Moves the focus to the next button or the heading, as the pressed button disappears. */
  function act(call: () => Promise<Result<void>>, done: string, index: number): void {
    run(async () => {
      setSaid("");
      setFailure(null);
      const result = await actionResult(t, call());
      if (!result.ok) return setFailure(result);
      setSaid(done);
      const buttons = view.current?.querySelectorAll<HTMLElement>("[data-mark-read]") ?? [];
      const heading = view.current?.querySelector<HTMLElement>("h1");
      (buttons[index + 1] ?? buttons[index - 1] ?? heading)?.focus();
    });
  }

  return (
    <div ref={view} className="grid max-w-[48rem] gap-5">
      <div className="flex min-h-10 flex-wrap items-center justify-between gap-3">
        <h1 tabIndex={-1} className="text-2xl font-semibold tracking-tight outline-none">
          {t("notifications.title")}
        </h1>
        {newest === null ? null : (
          <Button
            variant="secondary"
            aria-disabled={locked}
            onClick={() =>
              act(
                () => markAllRead({ noticeId: newest }),
                t("notifications.allMarkedRead"),
                Infinity,
              )
            }
          >
            <CheckCheck aria-hidden />
            {t("notifications.markAllRead")}
          </Button>
        )}
      </div>
      <p>
        <Link
          href={notificationSettingsUrl()}
          className="text-[0.8125rem] font-medium text-primary underline"
        >
          {t("notifications.settings")}
        </Link>
      </p>
      <p role="status" className="sr-only">
        {said}
      </p>
      {failure ? <FailureAlert failure={failure} title={t("notifications.notMarked")} /> : null}
      {items.length === 0 ? (
        <Card>
          <EmptyState
            icon={Bell}
            title={isLater ? t("notifications.noneOlder") : t("notifications.none")}
          >
            {isLater ? null : t("notifications.noneHint")}
          </EmptyState>
        </Card>
      ) : null}
      {byDay(t, items, locale, new Date(now)).map((group) => (
        <section key={group.title} aria-label={group.title} className="grid gap-2">
          <h2 className="text-[0.8125rem] font-semibold text-muted-foreground">{group.title}</h2>
          <ul className="divide-y overflow-hidden rounded-lg border bg-card">
            {group.items.map((item) => (
              <NotificationItem
                key={item.topic}
                item={item}
                locale={locale}
                isLocked={locked}
                onRead={() =>
                  act(
                    () => markRead({ topic: item.topic, noticeId: item.noticeId }),
                    t("notifications.markedRead"),
                    unread.indexOf(item),
                  )
                }
              />
            ))}
          </ul>
        </section>
      ))}
      <CursorLinks
        first={notificationsUrl()}
        isFirst={!isLater}
        next={nextCursor === null ? null : notificationsUrl({ before: nextCursor })}
        labels={{ first: t("notifications.newest"), next: t("notifications.older") }}
      />
    </div>
  );
}
