import { Building2, Keyboard, type LucideIcon, Settings, ShieldCheck } from "lucide-react";
import type { Route } from "next";
import { useEffect } from "react";

import { Link } from "@/components/ui/navigation/link";
import { securityUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { showOverlay } from "./shortcuts/overlay";
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

const MENU = "user-menu";
const ITEMS = `[popovertarget=${MENU}], #${MENU} :is(a, button)`;

function hideMenu(): void {
  document.getElementById(MENU)?.hidePopover();
}

/** Moves the focus from the menu's button, or within the menu, with the arrow keys. */
function moveInMenu(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !document.getElementById(MENU)?.matches(":popover-open")) return;
  const items = [...document.querySelectorAll<HTMLElement>(ITEMS)];
  const current = items.findIndex((item) => item === document.activeElement);
  if (current === -1) return;
  event.preventDefault();
  items.at((current + step) % items.length)?.focus();
}

const MENU_ITEM =
  "flex h-10 w-full items-center gap-2 rounded-md px-2 text-sm font-medium hover:bg-muted " +
  "sm:h-9 pointer-coarse:h-11 [&_svg]:size-4 [&_svg]:text-muted-foreground";

function MenuLink({ href, icon: Icon, label }: MenuLinkProps) {
  return (
    <Link href={href} onClick={hideMenu} className={MENU_ITEM}>
      <Icon aria-hidden />
      {label}
    </Link>
  );
}

export function UserMenuPanel({ person, theme }: UserMenuProps) {
  const t = useTexts();
  useEffect(() => {
    document.addEventListener("keydown", moveInMenu);
    return () => document.removeEventListener("keydown", moveInMenu);
  }, []);
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
        <button
          type="button"
          className={`${MENU_ITEM} max-sm:hidden`}
          onClick={() => {
            hideMenu();
            showOverlay("shortcuts");
          }}
        >
          <Keyboard aria-hidden />
          {t("shortcuts.title")}
        </button>
        <SignOutButton userId={person.userId} name={person.name} />
      </div>
    </>
  );
}
