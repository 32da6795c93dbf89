"use client";

import { Bell } from "lucide-react";
import { usePathname } from "next/navigation";

import { Link } from "@/components/ui/navigation/link";
import { LinkPending } from "@/components/ui/navigation/link-pending";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { notificationsUrl } from "@/lib/routes";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { useUnread } from "./unread";

const MAX_SHOWN = 99;

/** The bell of every page, with the number of unread notifications. */
export function NotificationsLink() {
  const t = useTexts();
  const { count } = useUnread();
  const isCurrent = usePathname() === notificationsUrl();
  const isMany = count > MAX_SHOWN;
  return (
    <Link
      href={notificationsUrl()}
      aria-current={isCurrent ? "page" : undefined}
      className={cn(
        "relative grid size-11 place-items-center rounded-md text-muted-foreground",
        "transition-colors duration-100 hover:bg-muted hover:text-foreground sm:size-9",
        "aria-[current]:bg-muted aria-[current]:text-foreground [&_svg]:size-4",
      )}
    >
      <LinkPending>
        <Bell aria-hidden />
      </LinkPending>
      <VisuallyHidden>
        {t("shell.notifications")}
        {isMany ? t("shell.manyUnread") : count > 0 ? t("shell.unread", { count }) : null}
      </VisuallyHidden>
      {count > 0 ? (
        <span
          aria-hidden
          data-unread=""
          className={cn(
            "absolute top-1 left-1/2 min-w-4 rounded-full bg-primary px-1 text-center whitespace-nowrap",
            "text-[0.625rem] leading-4 font-semibold text-primary-foreground sm:top-0",
          )}
        >
          {isMany ? `${MAX_SHOWN}+` : count}
        </span>
      ) : null}
    </Link>
  );
}
