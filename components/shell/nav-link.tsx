"use client";

import type { Route } from "next";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

import { Link } from "@/components/ui/navigation/link";
import { LinkPending } from "@/components/ui/navigation/link-pending";

interface NavLinkProps {
  href: Route;
  icon: ReactNode;
  /** Only in a phone's bottom bar, and set apart there. */
  isAction?: boolean;
  /** Pages below it have links of their own. */
  isExact?: boolean;
  children: ReactNode;
}

export function NavLink({ href, icon, isAction = false, isExact = false, children }: NavLinkProps) {
  const path = usePathname();
  const isCurrent = path === href || (!isExact && path.startsWith(`${href}/`));
  return (
    <Link
      href={href}
      aria-current={isCurrent ? "page" : undefined}
      className={isAction ? "nav-link action" : "nav-link"}
      onClick={({ currentTarget }) => {
        currentTarget.closest<HTMLElement>("[popover]")?.hidePopover();
      }}
    >
      <LinkPending>{icon}</LinkPending>
      {children}
    </Link>
  );
}
