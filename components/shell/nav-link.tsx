"use client";

import type { Route } from "next";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

import { Link } from "@/components/ui/navigation/link";
import { LinkPending } from "@/components/ui/navigation/link-pending";
import { cn } from "@/lib/utils";

interface NavLinkProps {
  href: Route;
  icon: ReactNode;
  /** Only in a phone's bottom bar, and set apart there. */
  isAction?: boolean;
  children: ReactNode;
}

export function NavLink({ href, icon, isAction = false, children }: NavLinkProps) {
  const path = usePathname();
  const isCurrent = path === href || path.startsWith(`${href}/`);
  return (
    <Link
      href={href}
      aria-current={isCurrent ? "page" : undefined}
      className={cn(
        "flex items-center justify-center gap-2 rounded-md px-3 text-sm font-medium whitespace-nowrap",
        "text-muted-foreground transition-colors duration-100 hover:bg-muted",
        "hover:text-foreground aria-[current]:text-foreground max-sm:h-14 max-sm:flex-[1_0_auto]",
        "max-sm:flex-col max-sm:gap-1 max-sm:rounded-none max-sm:px-1 max-sm:text-xs",
        "max-sm:aria-[current]:text-primary sm:h-9 sm:aria-[current]:bg-muted",
        isAction && "text-primary sm:hidden",
        "[&_svg]:size-4 max-sm:[&_svg]:size-5 sm:max-lg:px-2 sm:max-lg:[&_svg]:hidden",
      )}
    >
      <LinkPending>{icon}</LinkPending>
      {children}
    </Link>
  );
}
