import type { Route } from "next";

import { reviewCasesUrl } from "@/lib/case-urls";
import type { Translate } from "@/lib/i18n/message";
import {
  accessUrl,
  type Audience,
  auditUrl,
  newTicketUrl,
  notificationSettingsUrl,
  notificationsUrl,
  organizationUrl,
  overviewUrl,
  securityUrl,
  servicesUrl,
  staffOrganizationsUrl,
  staffPeopleUrl,
  submissionsUrl,
  syncUrl,
  ticketsUrl,
} from "@/lib/routes";

import { showOverlay } from "../shortcuts/overlay";
import { THEMES } from "../theme";
import { applyTheme } from "../theme-choice";

export interface PaletteEntry {
  id: string;
  label: string;
  /** Written by people, in any language. */
  isForeign?: boolean;
  hint?: string;
  /** Badge before the hint. */
  badge?: string;
  run: () => void;
}

/** Decides which pages are offered. */
export interface Reach {
  audience: Audience;
  isStaff: boolean;
  /** Their searches are logged. */
  isLogged: boolean;
  mayWrite: boolean;
}

const MENU_LOADS_WITHIN_MS = 3_000;

/** Opens the menu at its last button, which asks about drafts that are not saved. */
function openSignOut(): void {
  const menu = document.getElementById("user-menu");
  menu?.showPopover();
  const until = Date.now() + MENU_LOADS_WITHIN_MS;
  function focus() {
    const button = menu?.querySelector<HTMLElement>("[data-sign-out]");
    if (button) button.focus();
    else if (Date.now() < until) requestAnimationFrame(focus);
  }
  focus();
}

/** The pages that this person has in the header and its menu, and its choices. */
export function pageEntries(
  t: Translate,
  { audience, isStaff, mayWrite }: Reach,
  push: (address: Route) => void,
): PaletteEntry[] {
  const isCustomer = audience === "customer";
  const pages: Array<readonly [isShown: boolean, label: string, address: Route]> = [
    [isCustomer, t("shell.tickets"), ticketsUrl("customer")],
    [isCustomer && mayWrite, t("shell.newTicket"), newTicketUrl()],
    [isCustomer, t("shell.services"), servicesUrl()],
    [isCustomer, t("shell.connections"), "/connections"],
    [isStaff, t("shell.allTickets"), ticketsUrl("staff")],
    [isStaff, t("shell.overview"), overviewUrl()],
    [isStaff, t("shell.cases"), reviewCasesUrl()],
    [isStaff, t("shell.sync"), syncUrl()],
    [isStaff, t("shell.organizations"), staffOrganizationsUrl()],
    [isStaff, t("shell.submissions"), submissionsUrl()],
    [isStaff, t("shell.people"), staffPeopleUrl()],
    [isStaff, t("shell.audit"), auditUrl()],
    [true, t("shell.notifications"), notificationsUrl()],
    [isCustomer, t("palette.organization"), organizationUrl()],
    [isCustomer, t("palette.access"), accessUrl()],
    [true, t("palette.settings"), "/settings"],
    [true, t("palette.notificationSettings"), notificationSettingsUrl()],
    [true, t("shell.security"), securityUrl()],
  ];
  const shown = pages.filter(([isShown]) => isShown);
  return [
    ...shown.map(([, label, address]) => ({ id: address, label, run: () => push(address) })),
    ...THEMES.map((theme) => ({
      id: `theme-${theme}`,
      label: `${t("theme.label")}: ${t(`theme.${theme}`)}`,
      run: () => applyTheme(theme),
    })),
    { id: "sign-out", label: t("shell.signOut"), run: openSignOut },
    { id: "?", label: t("shortcuts.title"), hint: "?", run: () => showOverlay("shortcuts") },
  ];
}

const COMMANDS = ":is([data-commands], .tabs) :is(button, a)";
const UNUSABLE = ":disabled, [aria-disabled=true], [aria-current=page]";

/** The text without counts and icons. */
function labelOf(target: HTMLElement): string {
  const copy = target.cloneNode(true) as HTMLElement;
  for (const hidden of copy.querySelectorAll("[aria-hidden]")) hidden.remove();
  return target.ariaLabel ?? copy.textContent.trim();
}

/** The page's tabs, and buttons and links in groups marked `data-commands`. */
export function commandEntries(): PaletteEntry[] {
  const targets = [...document.querySelectorAll<HTMLElement>(`main ${COMMANDS}`)];
  return targets
    .filter((target) => target.checkVisibility() && !target.matches(UNUSABLE))
    .map((target, index) => ({
      id: `command-${index}`,
      label: labelOf(target),
      run: () => target.click(),
    }));
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Returns the entries that contain every typed word. */
export function matching(entries: readonly PaletteEntry[], typed: string): PaletteEntry[] {
  const words = fold(typed).split(/\s+/);
  return entries.filter(({ label }) => words.every((word) => fold(label).includes(word)));
}

/** The link to all results of the list. */
export const ALL_RESULTS = "all";

/** Never counts that link as a result. */
export const countFound = (entries: ReadonlyArray<Pick<PaletteEntry, "id">>): number =>
  entries.filter(({ id }) => id !== ALL_RESULTS).length;
