import { Inbox, LibraryBig, Plug } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { Viewer } from "@/lib/auth/types";
import { Brand } from "./brand";
import { NavLink } from "./nav-link";
import { Shortcuts } from "./shortcuts";
import { SkipLink } from "./skip-link";
import type { Theme } from "./theme";
import { UserMenu } from "./user-menu";

interface ShellProps {
  viewer: Viewer;
  theme: Theme;
  children: ReactNode;
}

/** The frame of every page behind the sign-in. On a phone the navigation is a bar at the thumb. */
export function Shell({ viewer, theme, children }: ShellProps) {
  const isStaff = viewer.role === "staff" || viewer.role === "admin";
  const isMember = viewer.memberships.length > 0 || !isStaff;
  return (
    <>
      <SkipLink />
      <header className="sticky top-0 z-30 border-b bg-card">
        <div className="mx-auto flex h-14 max-w-[76rem] items-center gap-6 px-4 lg:px-6">
          <Link href={isMember ? "/tickets" : "/staff/tickets"} prefetch={false} className="flex rounded-md">
            <Brand />
          </Link>
          <nav
            aria-label="Main"
            className="flex gap-1 max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:z-30 max-sm:gap-0 max-sm:border-t max-sm:bg-card max-sm:pb-[env(safe-area-inset-bottom)]"
          >
            {isMember ? (
              <>
                <NavLink href="/tickets"><Inbox aria-hidden />Tickets</NavLink>
                <NavLink href="/connections"><Plug aria-hidden />Connections</NavLink>
              </>
            ) : null}
            {isStaff ? <NavLink href="/staff/tickets"><LibraryBig aria-hidden />All tickets</NavLink> : null}
          </nav>
          <div className="ml-auto flex items-center gap-1">
            <Shortcuts canFile={isMember} />
            <UserMenu viewer={viewer} theme={theme} />
          </div>
        </div>
      </header>
      <main id="content" tabIndex={-1} className="mx-auto max-w-[76rem] px-4 pt-6 pb-28 outline-none sm:pb-16 lg:px-6 lg:pt-8">
        {children}
      </main>
    </>
  );
}
