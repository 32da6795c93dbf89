import { Building2, type LucideIcon, Settings, ShieldCheck } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";

import { securityUrl } from "@/lib/routes";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { SignOutButton } from "./sign-out-button";
import type { Theme } from "./theme";
import { ThemeChoice } from "./theme-choice";

export interface Person {
  userId: string;
  name: string;
  email: string;
  organizations: string[];
}

export interface UserMenuProps {
  person: Person;
  theme: Theme;
}

interface MenuLinkProps {
  href: Route;
  icon: LucideIcon;
  label: string;
}

function MenuLink({ href, icon: Icon, label }: MenuLinkProps) {
  return (
    <Link
      href={href}
      prefetch={false}
      onClick={() => document.getElementById("user-menu")?.hidePopover()}
      className={cn(
        "flex h-10 items-center gap-2 rounded-md px-2 text-sm font-medium hover:bg-muted",
        "sm:h-9 pointer-coarse:h-11",
      )}
    >
      <Icon aria-hidden className="size-4 text-muted-foreground" />
      {label}
    </Link>
  );
}

export function UserMenuPanel({ person, theme }: UserMenuProps) {
  const t = useTexts();
  return (
    <>
      <div translate="no" className="grid gap-0.5 border-b px-2 pt-1 pb-3">
        <p className="truncate font-medium">{person.name}</p>
        <p className="truncate text-[0.8125rem] text-muted-foreground">{person.email}</p>
        {person.organizations.length > 0 ? (
          <p className="truncate text-[0.8125rem] text-muted-foreground">
            {person.organizations.join(", ")}
          </p>
        ) : null}
      </div>
      <div className="border-b px-2 py-3">
        <ThemeChoice current={theme} />
      </div>
      <div className="pt-2">
        {person.organizations.length > 0 ? (
          <MenuLink href="/organization" icon={Building2} label={t("shell.organization")} />
        ) : null}
        <MenuLink href="/settings" icon={Settings} label={t("shell.settings")} />
        <MenuLink href={securityUrl()} icon={ShieldCheck} label={t("shell.security")} />
        <SignOutButton userId={person.userId} name={person.name} />
      </div>
    </>
  );
}
