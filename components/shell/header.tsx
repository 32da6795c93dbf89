import {
  Building2,
  ChartColumn,
  CirclePlus,
  Ellipsis,
  FolderOpen,
  Inbox,
  LibraryBig,
  Plug,
  RefreshCw,
  ScrollText,
  Send,
  Server,
  Users,
} from "lucide-react";

import { Link } from "@/components/ui/navigation/link";
import { reviewCasesUrl } from "@/lib/case-urls";
import { auditUrl, overviewUrl, submissionsUrl, ticketsUrl } from "@/lib/routes";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { Brand } from "./brand/brand";
import { NavLink } from "./nav-link";
import { NotificationsLink } from "./notifications-link";
import { RouteFocus } from "./route-focus";
import { Shortcuts } from "./shortcuts/shortcuts";
import { SkipLink } from "./skip-link";
import type { Theme } from "./theme";
import { UserMenu } from "./user-menu";
import type { Person } from "./user-menu-panel";

interface HeaderProps {
  person: Person;
  theme: Theme;
  isMember: boolean;
  isStaff: boolean;
  isLogged: boolean;
  /** In one of their organizations. */
  mayWrite: boolean;
}

export function Header({ person, theme, isMember, isStaff, ...reach }: HeaderProps) {
  const t = useTexts();
  const audience = isMember ? "customer" : "staff";
  return (
    <>
      <SkipLink />
      <header className="app-header sticky top-0 z-30 border-b bg-card">
        <div className="mx-auto app-bar flex min-h-14 max-w-[76rem] items-center gap-2 px-4 sm:gap-4 lg:gap-6 lg:px-6">
          <Link href={ticketsUrl(audience)} className="flex shrink-0 rounded-md">
            <Brand />
          </Link>
          <nav
            aria-label={t("shell.mainNavigation")}
            className={cn(
              "flex gap-1 overflow-x-auto sm:min-w-0 max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:z-30",
              "max-sm:gap-0 max-sm:border-t max-sm:bg-card",
              "max-sm:pb-[env(safe-area-inset-bottom)]",
              isStaff && "many-links",
            )}
          >
            {isMember ? (
              <>
                <NavLink href="/tickets" icon={<Inbox aria-hidden />}>
                  {t("shell.tickets")}
                </NavLink>
                <NavLink href="/services" icon={<Server aria-hidden />}>
                  {t("shell.services")}
                </NavLink>
                <NavLink href="/connections" icon={<Plug aria-hidden />}>
                  {t("shell.connections")}
                </NavLink>
                {reach.mayWrite ? (
                  <NavLink href="/tickets/new" icon={<CirclePlus aria-hidden />} isAction>
                    {t("shell.newTicket")}
                  </NavLink>
                ) : null}
              </>
            ) : null}
            {isStaff ? (
              <>
                <NavLink href={overviewUrl()} icon={<ChartColumn aria-hidden />} isExact>
                  {t("shell.overview")}
                </NavLink>
                <NavLink href="/staff/tickets" icon={<LibraryBig aria-hidden />}>
                  {t("shell.allTickets")}
                </NavLink>
                <NavLink href={reviewCasesUrl()} icon={<FolderOpen aria-hidden />}>
                  {t("shell.cases")}
                </NavLink>
                <NavLink href="/staff/sync" icon={<RefreshCw aria-hidden />}>
                  {t("shell.sync")}
                </NavLink>
                <NavLink href="/staff/organizations" icon={<Building2 aria-hidden />}>
                  {t("shell.organizations")}
                </NavLink>
                <MoreLinks />
              </>
            ) : null}
          </nav>
          <div className="ml-auto flex items-center gap-1">
            <RouteFocus />
            <NotificationsLink />
            <Shortcuts audience={audience} isStaff={isStaff} {...reach} />
            <UserMenu person={person} theme={theme} />
          </div>
        </div>
      </header>
    </>
  );
}

/** Behind a button where there is no room. */
function MoreLinks() {
  const t = useTexts();
  return (
    <>
      <button type="button" popoverTarget="more-links" className="nav-link more">
        <Ellipsis aria-hidden />
        {t("shell.more")}
      </button>
      <div id="more-links" popover="auto" className="more-links">
        <NavLink href={submissionsUrl()} icon={<Send aria-hidden />}>
          {t("shell.submissions")}
        </NavLink>
        <NavLink href="/staff/people" icon={<Users aria-hidden />}>
          {t("shell.people")}
        </NavLink>
        <NavLink href={auditUrl()} icon={<ScrollText aria-hidden />}>
          {t("shell.audit")}
        </NavLink>
      </div>
    </>
  );
}
