"use client";

import { type RefObject, useEffect, useState, useSyncExternalStore } from "react";

import type { DraftSnapshot } from "./draft-state";
import { LazyAutosave } from "./lazy-autosave";
import type { FormOptions } from "./open-autosave";
import { preHydrationInput, withPreHydrationInput } from "./pre-hydration-input";

export interface Draft extends DraftSnapshot {
  autosave: LazyAutosave;
  userName: string;
}

interface UseDraftOptions extends FormOptions {
  form: RefObject<HTMLFormElement | null>;
  userName: string;
}

/** Saves a form as it is typed. The options are those of the first render. */
export function useDraft({ form, userName, ...options }: UseDraftOptions): Draft {
  const [autosave] = useState(() => new LazyAutosave(options));
  const snapshot = useSyncExternalStore(
    autosave.subscribe,
    autosave.snapshot,
    () => autosave.initial,
  );

  useEffect(() => {
    const listening = new AbortController();
    const on = (target: EventTarget | null, name: string, listener: (event: Event) => void) =>
      target?.addEventListener(name, listener, { signal: listening.signal });
    const first = autosave.initial.values;
    const typed = preHydrationInput(form.current, first);
    autosave.start();
    if (Object.keys(typed).length > 0)
      autosave.change(withPreHydrationInput(autosave.snapshot().values, typed, first));
    on(form.current, "pointerdown", () => void autosave.load());
    on(form.current, "keydown", () => void autosave.load());
    on(window, "pagehide", () => autosave.leave());
    on(window, "online", () => autosave.flush(false));
    on(window, "pageshow", () => autosave.flush(false));
    on(window, "beforeunload", (event) => {
      if (autosave.atRisk) event.preventDefault();
    });
    on(document, "visibilitychange", () => autosave.flush(document.visibilityState === "hidden"));
    return () => {
      listening.abort();
      autosave.stop();
    };
  }, [autosave, form]);

  return { ...snapshot, autosave, userName };
}
