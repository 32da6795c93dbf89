"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useId, useSyncExternalStore } from "react";

import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { type Theme, THEMES } from "./theme";

const THEME_ICONS = {
  system: Monitor,
  light: Sun,
  dark: Moon,
};
const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** The choice is offered in several places of one page. */
let chosen: Theme | null = null;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Applies the theme. The cookie lets the server render it, so that the next page does not flash.
 */
export function applyTheme(theme: Theme): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  if (theme === "system") {
    delete document.documentElement.dataset.theme;
    document.cookie = `theme=; path=/; max-age=0; samesite=lax${secure}`;
  } else {
    document.documentElement.dataset.theme = theme;
    document.cookie = `theme=${theme}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${secure}`;
  }
  chosen = theme;
  for (const listener of listeners) listener();
}

export function ThemeChoice({ current }: { current: Theme }) {
  const t = useTexts();
  const name = useId();
  const theme = useSyncExternalStore(
    subscribe,
    () => chosen ?? current,
    () => current,
  );
  return (
    <fieldset>
      <legend className="mb-2 text-xs text-muted-foreground">{t("theme.label")}</legend>
      <div className="grid grid-cols-3 gap-1 rounded-md bg-muted p-1">
        {THEMES.map((choice) => {
          const Icon = THEME_ICONS[choice];
          return (
            <label
              key={choice}
              className={cn(
                "flex min-h-8 flex-wrap items-center justify-center gap-1.5 rounded px-2 text-xs font-medium",
                "text-muted-foreground has-checked:bg-card has-checked:text-foreground",
                "has-checked:shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-ring",
              )}
            >
              <input
                type="radio"
                name={name}
                value={choice}
                checked={theme === choice}
                onChange={() => applyTheme(choice)}
                className="sr-only"
              />
              <Icon aria-hidden className="size-3.5" />
              {t(`theme.${choice}`)}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
