"use client";

import { Building2, ChevronDown, type LucideIcon, Settings, ShieldCheck } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useState } from "react";

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

function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  return `${parts[0]?.[0] ?? "?"}${parts.length > 1 ? (parts.at(-1)?.[0] ?? "") : ""}`.toUpperCase();
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

/** The menu of the signed-in person: a native popover, rendered when it is first opened. */
export function UserMenu({ person, theme }: { person: Person; theme: Theme }) {
  const t = useTexts();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <button
        type="button"
        popoverTarget="user-menu"
        aria-label={t("shell.userMenu", { name: person.name })}
        className={cn(
          "flex h-10 items-center gap-2 rounded-md px-1.5 text-sm font-medium hover:bg-muted sm:h-9",
          "pointer-coarse:h-11",
        )}
      >
        <span
          aria-hidden
          translate="no"
          className={cn(
            "grid size-7 place-items-center rounded-full bg-tint text-xs font-semibold",
            "text-tint-foreground",
          )}
        >
          {initials(person.name)}
        </span>
        <span translate="no" className="max-w-40 truncate max-lg:hidden">
          {person.name}
        </span>
        <ChevronDown aria-hidden className="size-4 text-muted-foreground" />
      </button>
      <div
        id="user-menu"
        popover="auto"
        onBeforeToggle={(event) => {
          if (event.newState === "open") setOpened(true);
        }}
        className={cn(
          "fixed inset-auto top-[3.75rem] right-4 m-0 w-72 max-w-[calc(100vw-2rem)]",
          "rounded-lg border bg-card p-2 text-foreground shadow-lg",
          "lg:right-[max(1.5rem,calc((100vw-76rem)/2+1.5rem))]",
          "max-sm:inset-x-0 max-sm:top-auto max-sm:bottom-0 max-sm:w-full max-sm:max-w-none",
          "max-sm:rounded-b-none max-sm:border-x-0 max-sm:border-b-0 max-sm:backdrop:bg-black/40",
          "max-sm:pb-[calc(0.5rem+env(safe-area-inset-bottom))]",
        )}
      >
        {opened ? (
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
        ) : null}
      </div>
    </>
  );
}
