"use client";

import { ChevronDown } from "lucide-react";

import { ReloadButton } from "@/components/feedback/reload-button";
import { useLoaded } from "@/components/ui/hooks/use-loaded";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import type { UserMenuProps } from "./user-menu-panel";

function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  return `${parts[0]?.[0] ?? "?"}${parts.length > 1 ? (parts.at(-1)?.[0] ?? "") : ""}`.toUpperCase();
}

const loadPanel = () => import("./user-menu-panel").then((module) => module.UserMenuPanel);

/** The menu of the signed-in person: a native popover, loaded when it is first opened. */
export function UserMenu({ person, theme }: UserMenuProps) {
  const t = useTexts();
  const { Component: Panel, hasFailed, load } = useLoaded(loadPanel);
  return (
    <>
      <button
        type="button"
        popoverTarget="user-menu"
        onPointerEnter={load}
        onFocus={load}
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
          if (event.newState === "open") load();
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
        {Panel ? (
          <Panel person={person} theme={theme} />
        ) : (
          <div className="grid min-h-64 content-center justify-items-center gap-3 p-3 text-[0.8125rem]">
            {hasFailed ? t("failure.outdated") : t("common.loading")}
            {hasFailed ? <ReloadButton /> : null}
          </div>
        )}
      </div>
    </>
  );
}
