import { Check } from "lucide-react";

import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/navigation/link";
import { LinkPending } from "@/components/ui/navigation/link-pending";
import { MarkedText } from "@/components/ui/text/marked-text";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import { markForeign } from "@/lib/i18n/foreign-words";
import type { NotificationView } from "@/lib/notifications/types";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

interface NotificationItemProps {
  item: NotificationView;
  locale: Locale;
  isLocked: boolean;
  onRead: () => void;
}

export function NotificationItem({ item, locale, isLocked, onRead }: NotificationItemProps) {
  const t = useTexts();
  const { href, title, number, sentence, count, at, isUnread } = item;
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <span
        aria-hidden
        className={cn("mt-2 size-2 shrink-0 rounded-full", isUnread ? "bg-primary" : null)}
      />
      <div className="grid min-w-0 flex-1 gap-0.5">
        <Link
          href={href}
          data-row-link=""
          className={cn(
            "w-fit max-w-full [overflow-wrap:anywhere] hover:underline",
            isUnread ? "font-semibold" : "font-medium",
          )}
        >
          {title === null ? (
            t("notifications.unnamed")
          ) : (
            <bdi lang="" dir="auto">
              {title}
            </bdi>
          )}
          {number === null ? null : (
            <span translate="no" className="font-normal text-muted-foreground">
              {" "}
              #{number}
            </span>
          )}
          <LinkPending className="on-its-way" />
        </Link>
        <p dir="auto" className="text-pretty [overflow-wrap:anywhere]">
          <MarkedText text={sentence} />
        </p>
        <p className="text-[0.8125rem] text-muted-foreground">
          {count > 1 ? <>{t("notifications.count", { count })} · </> : null}
          <Time at={at} locale={locale} />
        </p>
      </div>
      {isUnread ? (
        <Button
          variant="ghost"
          size="small"
          data-mark-read=""
          aria-disabled={isLocked}
          aria-label={t("notifications.markReadNamed", {
            title: title === null ? t("notifications.unnamed") : markForeign(title),
          })}
          onClick={onRead}
        >
          <Check aria-hidden />
          <span className="max-sm:sr-only">{t("notifications.markRead")}</span>
        </Button>
      ) : null}
    </li>
  );
}
