import type { Route } from "next";

import { safeRedirectPath } from "@/lib/auth/request/safe-redirect-path";
import type { Translate } from "@/lib/i18n/message";
import { type Audience, ticketsUrl } from "@/lib/routes";

import { rememberedList, rememberList } from "../../ui/navigation/list-memory";
import { searchOnNextPage } from "../route-focus";
import { showOverlay } from "./overlay";
import { focusSelection, goBack, moveInList, pressButton, toggleRow } from "./row-targets";

interface ShortcutContext {
  audience: Audience;
  mayWrite: boolean;
  push: (address: Route) => void;
  t: Translate;
}

const NOTE_MS = 6_000;

/** Says why nothing happened, in an element of the header that React leaves empty. */
function explain(text: string): void {
  const note = document.querySelector(".shortcut-note");
  if (!note) return;
  note.textContent = text;
  setTimeout(() => {
    if (note.textContent === text) note.textContent = "";
  }, NOTE_MS);
}

type Run = (context: ShortcutContext) => void;

const PLACES: Readonly<Record<string, Route>> = {
  t: "/tickets",
  s: "/services",
  c: "/connections",
};
const STAFF_PLACES: Readonly<Record<string, Route>> = {
  t: "/staff/tickets",
  s: "/staff/sync",
  o: "/staff/organizations",
  p: "/staff/people",
};
const SECOND_KEY_MS = 1_500;
let goUntil = 0;

/** Opens the ticket beside the one that is shown, in the order of the list that it came from. */
function openNeighbour(step: 1 | -1): Run {
  return ({ audience, push, t }) => {
    const path = ticketsUrl(audience);
    const list = rememberedList(path);
    const rows = list?.opened?.rows ?? [];
    const current = rows.indexOf(location.pathname);
    if (!list || current === -1) return;
    const href = rows[current + step];
    if (href === undefined || safeRedirectPath(href) !== href)
      return explain(t("shortcuts.lastTicket"));
    rememberList(path, { ...list, opened: { href, scroll: list.opened?.scroll ?? 0, rows } });
    push(href as Route);
  };
}

/** Buttons are disabled for a second after an act on the page. */
const ENABLED_WITHIN_MS = 2_000;

function focusOnceEnabled(target: HTMLElement, until = Date.now() + ENABLED_WITHIN_MS): void {
  if (target.matches(":disabled") && Date.now() < until)
    return void requestAnimationFrame(() => focusOnceEnabled(target, until));
  target.focus();
  target.scrollIntoView({ block: "center" });
}

/** Focuses what replaces the reply box. */
const reply: Run = ({ t }) => {
  if (!document.querySelector(".ticket-header")) return;
  const targets = [...document.querySelectorAll<HTMLElement>("main [data-reply-instead]")];
  const instead = targets.find((target) => target.dataset["replyInstead"] === "continue");
  const target = instead ?? targets[0];
  if (target) focusOnceEnabled(target);
  if (instead) explain(t("shortcuts.continueFirst"));
  else if (!target) explain(t("shortcuts.noReply"));
};

const RUNS: Readonly<Record<string, Run>> = {
  "/": ({ audience, push }) => {
    searchOnNextPage();
    push(rememberedList(ticketsUrl(audience))?.address ?? ticketsUrl(audience));
  },
  c: ({ audience, mayWrite, push }) => {
    if (audience === "customer" && mayWrite) push("/tickets/new");
  },
  g: () => {
    goUntil = Date.now() + SECOND_KEY_MS;
  },
  j: () => moveInList(1),
  k: () => moveInList(-1),
  x: () => toggleRow(false),
  X: () => toggleRow(true),
  a: focusSelection,
  e: () => pressButton("e"),
  u: goBack,
  r: reply,
  "[": openNeighbour(-1),
  "]": openNeighbour(1),
  "?": () => showOverlay("shortcuts"),
};

export function runShortcut(key: string, context: ShortcutContext): void {
  const isSecond = Date.now() < goUntil;
  goUntil = 0;
  const place = (context.audience === "staff" ? STAFF_PLACES : PLACES)[key];
  if (isSecond && place) return context.push(place);
  RUNS[key]?.(context);
}
