import type { Route } from "next";

import { safeRedirectPath } from "@/lib/auth/request/safe-redirect-path";
import { type Audience, ticketsUrl } from "@/lib/routes";

import { rememberedList, rememberList } from "../../ui/navigation/list-memory";
import { showOverlay } from "./overlay";
import { focusSelection, goBack, moveInList, pressButton, toggleRow } from "./row-targets";

interface ShortcutContext {
  audience: Audience;
  mayWrite: boolean;
  push: (address: Route) => void;
  /** Says why nothing happened. */
  explain: (reason: "lastTicket" | "continueFirst" | "noReply") => void;
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
  return ({ audience, push, explain }) => {
    const path = ticketsUrl(audience);
    const list = rememberedList(path);
    const rows = list?.opened?.rows ?? [];
    const current = rows.indexOf(location.pathname);
    if (!list || current === -1) return;
    const href = rows[current + step];
    if (href === undefined || safeRedirectPath(href) !== href) return explain("lastTicket");
    rememberList(path, { ...list, opened: { href, scroll: list.opened?.scroll ?? 0, rows } });
    push(href as Route);
  };
}

/** Leads to what replaces the reply box, which describes itself. */
const reply: Run = ({ explain }) => {
  if (!document.querySelector(".ticket-header")) return;
  const targets = [...document.querySelectorAll<HTMLElement>("main [data-reply-instead]")];
  const instead = targets.find((target) => target.dataset["replyInstead"] === "continue");
  const target = instead ?? targets[0];
  target?.focus();
  target?.scrollIntoView({ block: "center" });
  if (instead) explain("continueFirst");
  else if (!target) explain("noReply");
};

const RUNS: Readonly<Record<string, Run>> = {
  c: ({ audience, mayWrite, push }) => {
    if (audience === "customer" && mayWrite) push("/tickets/new");
  },
  g: () => {
    goUntil = Date.now() + SECOND_KEY_MS;
  },
  j: () => moveInList(1),
  k: () => moveInList(-1),
  x: toggleRow,
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
