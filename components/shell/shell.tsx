import type { ReactNode } from "react";

import { MAIN_CONTENT_ID } from "@/components/ui/navigation/main-content";
import type { Viewer } from "@/lib/auth/types";
import { useTexts } from "#texts";

import { Header } from "./header";
import { LockedNotice } from "./locked-notice";
import type { Theme } from "./theme";
import { TimeZone } from "./time-zone";

interface ShellProps {
  viewer: Viewer;
  theme: Theme;
  children: ReactNode;
}

export function Shell({ viewer, theme, children }: ShellProps) {
  const t = useTexts();
  const isStaff = viewer.role === "staff" || viewer.role === "admin";
  const person = {
    userId: viewer.userId,
    name: viewer.name,
    email: viewer.email,
    organizations: viewer.memberships.map((membership) => membership.organizationName),
  };
  return (
    <>
      <TimeZone shown={viewer.timeZone} />
      <Header
        person={person}
        theme={theme}
        isMember={viewer.memberships.length > 0 || !isStaff}
        isStaff={isStaff}
        isLogged={isStaff || viewer.seenBy !== undefined}
        mayWrite={!viewer.seenBy && viewer.memberships.some(({ role }) => role !== "reader")}
      />
      <noscript>
        <p className="mx-auto max-w-[76rem] px-4 pt-4 text-[0.8125rem] text-muted-foreground lg:px-6">
          {t("shell.noScript")}
        </p>
      </noscript>
      <main
        id={MAIN_CONTENT_ID}
        tabIndex={-1}
        className="mx-auto max-w-[76rem] px-4 pt-6 pb-28 outline-none sm:pb-16 lg:px-6"
      >
        <LockedNotice organizations={viewer.lockedOrganizations} />
        {children}
      </main>
    </>
  );
}
