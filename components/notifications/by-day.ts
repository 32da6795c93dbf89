import { dayOf, type Locale } from "@/components/ui/time/format-time";
import type { Translate } from "@/lib/i18n/message";
import type { NotificationView } from "@/lib/notifications/types";

interface NotificationGroup {
  title: string;
  items: NotificationView[];
}

const DAY_MS = 86_400_000;

/** Groups unread items first, then by day in the person's time zone. */
export function byDay(
  t: Translate,
  items: readonly NotificationView[],
  locale: Locale,
  now: Date,
): NotificationGroup[] {
  const days = new Map([
    [dayOf(new Date(now.getTime() - DAY_MS), now, locale), t("notifications.yesterday")],
    [dayOf(now, now, locale), t("notifications.today")],
  ]);
  const groups: NotificationGroup[] = [];
  for (const item of items) {
    const day = dayOf(item.at, now, locale);
    const title = item.isUnread ? t("notifications.unread") : (days.get(day) ?? day);
    const last = groups.at(-1);
    if (last?.title === title) last.items.push(item);
    else groups.push({ title, items: [item] });
  }
  return groups;
}
