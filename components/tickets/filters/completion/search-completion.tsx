"use client";

import { useEffect, useId, useRef, useState } from "react";

import type { Audience } from "@/lib/routes";
import type { FilterChoice, FilterChoices } from "@/lib/tickets/list/types";
import { HAS_WORDS, IS_WORDS } from "@/lib/tickets/search-word-names";
import { cn } from "@/lib/utils";
import { useLanguage, useTexts } from "#texts";

import { recentDays } from "./recent-days";
import { type Suggestion, suggestionsFor } from "./suggestions";

interface SearchCompletionProps {
  audience: Audience;
  choices: FilterChoices;
}

function useOffered({ audience, choices }: SearchCompletionProps) {
  const t = useTexts();
  const days = recentDays(new Date(), useLanguage());
  const known = (all: FilterChoice[]) => all.filter(({ raw }) => !raw);
  const services = choices.service.map(({ label }) => {
    const [, name = label, kind = ""] = NAME_AND_KIND.exec(label) ?? [];
    return { value: name, label: kind };
  });
  const isWords = audience === "staff" ? [] : IS_WORDS;
  return {
    turn: { label: t("filters.turn"), values: choices.turn },
    status: { label: t("filters.status"), values: known(choices.status) },
    provider: { label: t("filters.provider"), values: choices.provider },
    priority: { label: t("filters.priority"), values: known(choices.priority) },
    service: { label: t("filters.service"), values: services },
    from: { label: t("filters.words.from"), values: [] },
    is: {
      label: t("filters.words.is"),
      values: isWords.map((value) => ({ value, label: t(`filters.words.${value}`) })),
    },
    has: {
      label: t("filters.words.has"),
      values: HAS_WORDS.map((value) => ({ value, label: t(`filters.words.${value}`) })),
    },
    since: { label: t("filters.since"), values: days },
    until: { label: t("filters.until"), values: days },
    ...(audience === "staff" ? STAFF_WORDS : {}),
  };
}

const asValues = (...values: string[]) => ({
  label: "",
  values: values.map((value) => ({ value, label: "" })),
});

/** The texts of the page have no labels for them. */
const STAFF_WORDS = {
  org: asValues(),
  account: asValues(),
  category: asValues(),
  assignee: asValues(),
  removed: asValues("yes", "no"),
  age: asValues(">7d", ">30d", "<1d"),
  unanswered: asValues(">4h", ">24h", ">3d"),
};

/** As the choices of services are labelled: "db-01 (Database)". */
const NAME_AND_KIND = /^(.*) \(([^()]*)\)$/u;

interface OpenList {
  start: number;
  end: number;
  items: Suggestion[];
}

/** Completes words such as `status:` in the search box before it, which keeps the focus. */
export function SearchCompletion(props: SearchCompletionProps) {
  const t = useTexts();
  const offered = useOffered(props);
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const [list, setList] = useState<OpenList | null>(null);
  const [active, setActive] = useState(-1);
  const box = () => place.current?.parentElement?.querySelector<HTMLInputElement>("input");

  function suggest(isAsked = false): OpenList | null {
    const end = box()?.selectionStart ?? 0;
    const found = suggestionsFor(box()?.value.slice(0, end) ?? "", offered, isAsked);
    const next = found && { ...found, end };
    setList(next);
    setActive(isAsked && next ? 0 : -1);
    return next;
  }

  function take({ text }: Suggestion): void {
    if (!list) return;
    box()?.setRangeText(text, list.start, list.end, "end");
    box()?.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function isHandled({ key, shiftKey }: KeyboardEvent): boolean {
    const chosen = list?.items[active];
    if (!list) return key === "ArrowDown" && suggest(true) !== null;
    const count = list.items.length;
    if (key === "ArrowDown") setActive((active + 1) % count);
    else if (key === "ArrowUp") setActive((Math.max(active, 0) + count - 1) % count);
    else if (key === "Escape") setList(null);
    else if (chosen && (key === "Enter" || (key === "Tab" && !shiftKey))) take(chosen);
    else {
      if (key === "Enter") setList(null);
      return false;
    }
    return true;
  }

  const started = useRef(false);
  // With the handlers of this render.
  useEffect(() => {
    const input = box();
    if (!input) return;
    const listening = new AbortController();
    const on = <Name extends keyof HTMLElementEventMap>(
      name: Name,
      handle: (event: HTMLElementEventMap[Name]) => void,
    ) => input.addEventListener(name, handle, { signal: listening.signal });
    on("keydown", (event) => {
      if (event.isComposing || !isHandled(event)) return;
      event.preventDefault();
      event.stopPropagation();
    });
    on("input", (event) => {
      if (!(event instanceof InputEvent && event.isComposing)) suggest();
    });
    on("compositionend", () => suggest());
    on("blur", () => setList(null));
    const isSent = input.form?.hasAttribute("data-pending");
    if (!started.current && !isSent && input === document.activeElement) suggest();
    started.current = true;
    return () => listening.abort();
  });

  const options = list?.items ?? [];
  useEffect(() => {
    const input = box();
    input?.setAttribute("aria-autocomplete", "list");
    input?.toggleAttribute("aria-controls", false);
    if (options.length > 0) input?.setAttribute("aria-controls", id);
    input?.toggleAttribute("aria-activedescendant", false);
    if (active >= 0) input?.setAttribute("aria-activedescendant", `${id}-${active}`);
  });

  return (
    <div ref={place}>
      {list ? (
        <ul
          id={id}
          role="listbox"
          aria-label={t("filters.words.label")}
          className={cn(
            "absolute inset-x-0 top-full z-20 mt-1 min-w-64 overflow-hidden rounded-md border",
            "border-border bg-card py-1 text-sm shadow-lg",
          )}
        >
          {options.map((option, index) => (
            <li
              key={option.text}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              className={cn(
                "flex min-h-11 cursor-pointer items-center gap-3 px-3 hover:bg-tint sm:min-h-8",
                "aria-selected:bg-tint aria-selected:text-tint-foreground",
                "aria-selected:outline-2 aria-selected:-outline-offset-2 aria-selected:outline-ring",
              )}
              onPointerDown={(event) => {
                // The box keeps the focus.
                event.preventDefault();
                take(option);
              }}
            >
              <code translate="no" className="min-w-0 truncate">
                {option.text}
              </code>
              <span className="ml-auto max-w-1/2 shrink-0 truncate text-muted-foreground">
                {option.label}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      <p role="status" className="sr-only">
        {list ? t("filters.words.count", { count: options.length }) : ""}
      </p>
    </div>
  );
}
