"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState, useSyncExternalStore } from "react";

import { buttonVariants } from "@/components/ui/button";
import { useLoaded } from "@/components/ui/hooks/use-loaded";
import { type Audience, ticketsUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { rememberedList } from "../../ui/navigation/list-memory";
import { searchOnNextPage } from "../route-focus";
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
const loadHelp = () => import("./shortcuts-dialog").then((module) => module.ShortcutsDialog);
const loadPalette = () => import("../palette/palette").then((module) => module.Palette);

const KEYS = "cgjkxaertsopu[]?";
const NOTE_MS = 6_000;

interface ShortcutsProps {
  audience: Audience;
  isStaff: boolean;
  mayWrite: boolean;
}

/**
 * Handles single keys outside of fields, and Ctrl or Cmd with Enter or K. Single keys can be
 * disabled, because speech input types letters unintentionally. Their effects are loaded when used,
 * except of keys that lead into a field: what is typed next belongs there.
 */
export function Shortcuts({ audience, isStaff, mayWrite }: ShortcutsProps) {
  const t = useTexts();
  const router = useRouter();
  const overlay = useSyncExternalStore(subscribeToOverlay, openOverlay, () => null);
  const enabled = useSyncExternalStore(subscribeToShortcuts, shortcutsEnabled, () => true);
  const { Component: Help, load: prepareHelp } = useLoaded(loadHelp);
  const { Component: Palette, load: preparePalette } = useLoaded(loadPalette);
  const [note, setNote] = useState("");

  useEffect(() => {
    if (overlay === "shortcuts") prepareHelp();
    if (overlay === "palette") preparePalette();
  }, [overlay, prepareHelp, preparePalette]);

  useEffect(() => {
    const timer = setTimeout(() => setNote(""), NOTE_MS);
    return () => clearTimeout(timer);
  }, [note]);

  useEffect(() => {
    function search() {
      if (focusSearch()) return;
      searchOnNextPage();
      router.push(rememberedList(ticketsUrl(audience))?.address ?? ticketsUrl(audience));
    }
    function onKey(event: KeyboardEvent) {
      const { key } = event;
      if (event.isComposing || event.defaultPrevented) return;
      const isCommand = event.ctrlKey || event.metaKey;
      if (isCommand && key === "Enter") {
        if (!event.repeat && submitForm(event.target)) event.preventDefault();
        return;
      }
      if (isCommand && key.toLowerCase() === "k" && !event.shiftKey && !event.altKey) {
        event.preventDefault();
        const isFree = !document.querySelector("dialog[open]");
        if (isFree || openOverlay()) showOverlay(isFree ? "palette" : null);
        return;
      }
      if (isCommand || event.altKey) return;
      if (!enabled || takesText(event.target)) return;
      if (document.querySelector("dialog[open], [popover]:popover-open")) return;
      if (key === "/") search();
      else if (key === "r" && focusReply()) setNote("");
      else if (key.length !== 1 || !KEYS.includes(key)) return;
      else {
        const explain = (reason: "lastTicket" | "continueFirst" | "noReply") =>
          setNote(t(`shortcuts.${reason}`));
        const context = { audience, mayWrite, push: router.push, explain };
        void loadRunner().then(({ runShortcut }) => runShortcut(key, context));
      }
      event.preventDefault();
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [router, audience, mayWrite, enabled, t]);

  const close = () => showOverlay(null);
  return (
    <>
      <button
        type="button"
        aria-label={t("palette.open")}
        title={t("palette.openHint")}
        onPointerEnter={preparePalette}
        onClick={() => showOverlay("palette")}
        className={buttonVariants({ variant: "ghost", size: "icon" })}
      >
        <Search aria-hidden />
      </button>
      <p role="status" className="shortcut-note">
        {note}
      </p>
      {Help ? (
        <Help
          open={overlay === "shortcuts"}
          onClose={close}
          enabled={enabled}
          isCustomer={audience === "customer"}
          mayWrite={audience === "customer" && mayWrite}
        />
      ) : null}
      {Palette && overlay === "palette" ? (
        <Palette audience={audience} isStaff={isStaff} mayWrite={mayWrite} onClose={close} />
      ) : null}
    </>
  );
}
