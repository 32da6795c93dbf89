"use client";

import { Keyboard } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState, useSyncExternalStore } from "react";
import { buttonVariants } from "@/components/ui/button";
import { ShortcutsDialog } from "./shortcuts-dialog";
import { moveInList, typingIn } from "./shortcut-targets";
import { shortcutsEnabled, subscribeToShortcuts } from "./shortcut-setting";

/**
 * Single keys: `/` search, `c` new ticket, `j` and `k` through the list (Enter follows the link that has the focus), `?` this help.
 * They can be switched off, since somebody who speaks to their computer types letters without meaning to.
 */
export function Shortcuts({ canFile }: { canFile: boolean }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const enabled = useSyncExternalStore(subscribeToShortcuts, shortcutsEnabled, () => true);

  useEffect(() => {
    const actions: Record<string, () => boolean> = {
      "/": () => {
        const search = document.querySelector<HTMLInputElement>("input[type=search]");
        search?.focus();
        search?.select();
        return search !== null;
      },
      c: () => {
        if (canFile) router.push("/tickets/new");
        return canFile;
      },
      j: () => moveInList(1),
      k: () => moveInList(-1),
      "?": () => {
        setOpen(true);
        return true;
      },
    };
    function onKey(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
      if (!enabled || typingIn(event.target) || document.querySelector("dialog[open], [popover]:popover-open")) return;
      if (actions[event.key]?.()) event.preventDefault();
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [router, canFile, enabled]);

  return (
    <>
      <button
        type="button"
        aria-label="Keyboard shortcuts"
        onClick={() => setOpen(true)}
        className={buttonVariants({ variant: "ghost", size: "icon", className: "max-sm:hidden" })}
      >
        <Keyboard aria-hidden />
      </button>
      <ShortcutsDialog open={open} onClose={() => setOpen(false)} enabled={enabled} canFile={canFile} />
    </>
  );
}
