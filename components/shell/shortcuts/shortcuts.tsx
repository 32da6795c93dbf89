"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useSyncExternalStore } from "react";

import { buttonVariants } from "@/components/ui/button";
import { useLoaded } from "@/components/ui/hooks/use-loaded";
import type { Audience } from "@/lib/routes";
import { useTexts } from "#texts";

import { openOverlay, showOverlay, subscribeToOverlay } from "./overlay";
import { shortcutsEnabled, subscribeToShortcuts } from "./shortcut-setting";
import { focusReply, focusSearch, takesText } from "./shortcut-targets";

/** Submits the form around the target. Returns false when it has no submit shortcut. */
function submitForm(target: EventTarget | null): boolean {
  const form = target instanceof Element ? target.closest("form") : null;
  if (!form?.hasAttribute("data-submit-shortcut")) return false;
  form.requestSubmit();
  return true;
}

const loadRunner = () => import("./run-shortcut");
const loadOverlays = () => import("./overlays").then((module) => module.Overlays);

const KEYS = "/cgjkxXaertsopu[]?";

interface ShortcutsProps {
  audience: Audience;
  isStaff: boolean;
  isLogged: boolean;
  mayWrite: boolean;
}

/**
 * Handles single keys outside of fields, and Ctrl or Cmd with Enter or K. Single keys can be
 * disabled, because speech input types letters unintentionally. Their effects are loaded when used,
 * except of keys that lead into a field: what is typed next belongs there.
 */
export function Shortcuts(props: ShortcutsProps) {
  const { audience, mayWrite } = props;
  const t = useTexts();
  const { push } = useRouter();
  const overlay = useSyncExternalStore(subscribeToOverlay, openOverlay, () => null);
  const enabled = useSyncExternalStore(subscribeToShortcuts, shortcutsEnabled, () => true);
  const { Component: Overlays, load } = useLoaded(loadOverlays);

  useEffect(() => {
    if (overlay) load();
  }, [overlay, load]);

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const { key, target } = event;
      if (event.isComposing || event.defaultPrevented) return;
      if (event.ctrlKey || event.metaKey) {
        if (key === "k") showOverlay(openOverlay() ? null : "palette");
        else if (key !== "Enter" || event.repeat || !submitForm(target)) return;
      } else {
        const leaves = key === "Escape" && target instanceof HTMLTextAreaElement;
        if (!enabled || event.altKey || (takesText(target) && !leaves)) return;
        if (document.querySelector("dialog[open], [popover]:popover-open")) return;
        if (leaves) return target.blur();
        if (key.length > 1 || !KEYS.includes(key)) return;
        if (!((key === "/" && focusSearch()) || (key === "r" && focusReply())))
          void loadRunner().then((run) => run.runShortcut(key, { audience, mayWrite, push, t }));
      }
      event.preventDefault();
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [push, audience, mayWrite, enabled, t]);

  return (
    <>
      <button
        type="button"
        aria-label={t("palette.open")}
        title={t("palette.openHint")}
        onPointerEnter={load}
        onClick={() => showOverlay("palette")}
        className={buttonVariants({ variant: "ghost", size: "icon" })}
      >
        <Search aria-hidden />
      </button>
      <p role="status" className="shortcut-note" />
      {Overlays ? <Overlays {...props} overlay={overlay} enabled={enabled} /> : null}
    </>
  );
}
