"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";

import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { type Theme, THEMES } from "./theme";

const THEME_ICONS = {
  system: Monitor,
  light: Sun,
  dark: Moon,
};
const YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * Applies the theme. The cookie lets the server render it, so that the next page does not flash.
 */
function applyTheme(theme: Theme): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  if (theme === "system") {
    delete document.documentElement.dataset.theme;
    document.cookie = `theme=; path=/; max-age=0; samesite=lax${secure}`;
  } else {
    document.documentElement.dataset.theme = theme;
    document.cookie = `theme=${theme}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${secure}`;
  }
}

export function ThemeChoice({ current }: { current: Theme }) {
  const t = useTexts();
  const [theme, setTheme] = useState(current);
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
                "flex h-8 items-center justify-center gap-1.5 rounded px-2 text-xs font-medium",
                "text-muted-foreground has-checked:bg-card has-checked:text-foreground",
                "has-checked:shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-ring",
              )}
            >
              <input
                type="radio"
                name="theme"
                value={choice}
                checked={theme === choice}
                onChange={() => {
                  setTheme(choice);
                  applyTheme(choice);
                }}
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
