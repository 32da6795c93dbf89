"use client";

import { Keyboard } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState, useSyncExternalStore } from "react";

import { buttonVariants } from "@/components/ui/button";
import { useLoaded } from "@/components/ui/hooks/use-loaded";
import { type Audience, ticketsUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { rememberedList } from "../../ui/navigation/list-memory";
import { searchOnNextPage } from "../route-focus";
import { shortcutsEnabled, subscribeToShortcuts } from "./shortcut-setting";
import {
  focusReply,
  focusSearch,
  focusSelection,
  goBack,
  moveInList,
  pressButton,
  takesText,
  toggleRow,
} from "./shortcut-targets";

/** Submits the form around the target. Returns false when it has no submit shortcut. */
function submitForm(target: EventTarget | null): boolean {
  const form = target instanceof Element ? target.closest("form") : null;
  if (!form?.hasAttribute("data-submit-shortcut")) return false;
  form.requestSubmit();
  return true;
}

const loadDialog = () => import("./shortcuts-dialog").then((module) => module.ShortcutsDialog);

interface ShortcutsProps {
  audience: Audience;
  mayWrite: boolean;
}

/**
 * Handles single keys outside of fields, and Ctrl or Cmd with Enter. Single keys can be disabled,
 * because speech input types letters unintentionally.
 */
export function Shortcuts({ audience, mayWrite }: ShortcutsProps) {
  const t = useTexts();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { Component: ShortcutsDialog, load } = useLoaded(loadDialog);
  const enabled = useSyncExternalStore(subscribeToShortcuts, shortcutsEnabled, () => true);

  useEffect(() => {
    const actions: Record<string, () => boolean> = {
      "/": () => {
        if (focusSearch()) return true;
        searchOnNextPage();
        router.push(rememberedList(ticketsUrl(audience))?.address ?? ticketsUrl(audience));
        return true;
      },
      c: () => {
        if (audience === "staff" || !mayWrite) return false;
        router.push("/tickets/new");
        return true;
      },
      j: () => moveInList(1),
      k: () => moveInList(-1),
      x: toggleRow,
      a: focusSelection,
      e: () => pressButton("e"),
      r: focusReply,
      u: goBack,
      "?": () => {
        load();
        setOpen(true);
        return true;
      },
    };
    function onKey(event: KeyboardEvent) {
      if (event.isComposing || event.defaultPrevented) return;
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        if (!event.repeat && submitForm(event.target)) event.preventDefault();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (!enabled || takesText(event.target)) return;
      if (document.querySelector("dialog[open], [popover]:popover-open")) return;
      if (actions[event.key]?.()) event.preventDefault();
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [router, audience, mayWrite, enabled, load]);

  return (
    <>
      <button
        type="button"
        aria-label={t("shortcuts.title")}
        onClick={() => {
          load();
          setOpen(true);
        }}
        className={buttonVariants({ variant: "ghost", size: "icon", className: "max-sm:hidden" })}
      >
        <Keyboard aria-hidden />
      </button>
      {ShortcutsDialog ? (
        <ShortcutsDialog
          open={open}
          onClose={() => setOpen(false)}
          enabled={enabled}
          isCustomer={audience === "customer"}
          mayWrite={audience === "customer" && mayWrite}
        />
      ) : null}
    </>
  );
}
