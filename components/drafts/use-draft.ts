"use client";

import { type RefObject, useEffect, useState, useSyncExternalStore } from "react";

import { DraftAutosave, type DraftAutosaveOptions } from "./draft-autosave";
import type { DraftSnapshot } from "./draft-state";
import { draftTransportFor } from "./draft-transport";
import { deleteOldBackups } from "./local-backup";
import { preHydrationInput, withPreHydrationInput } from "./pre-hydration-input";

export interface Draft extends DraftSnapshot {
  autosave: DraftAutosave;
  userName: string;
}

interface UseDraftOptions extends Omit<DraftAutosaveOptions, "transport"> {
  form: RefObject<HTMLFormElement | null>;
  userName: string;
}

/** Saves a form as it is typed. The options are those of the first render. */
export function useDraft({ form, userName, ...options }: UseDraftOptions): Draft {
  const [autosave] = useState(
    () => new DraftAutosave({ ...options, transport: draftTransportFor(options.userId) }),
  );
  const snapshot = useSyncExternalStore(
    autosave.subscribe,
    autosave.snapshot,
    () => autosave.initial,
  );

  useEffect(() => {
    const first = autosave.initial.values;
    const typed = preHydrationInput(form.current, first);
    autosave.start();
    autosave.restore();
    if (Object.keys(typed).length > 0)
      autosave.change(withPreHydrationInput(autosave.snapshot().values, typed, first));
    deleteOldBackups();
    const onHide = () => autosave.leave();
    const onVisibility = () => autosave.flush(document.visibilityState === "hidden");
    const onReturn = () => autosave.flush(false);
    const onUnload = (event: BeforeUnloadEvent) => {
      if (autosave.atRisk) event.preventDefault();
    };
    window.addEventListener("pagehide", onHide);
    window.addEventListener("online", onReturn);
    window.addEventListener("pageshow", onReturn);
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      window.removeEventListener("pagehide", onHide);
      window.removeEventListener("online", onReturn);
      window.removeEventListener("pageshow", onReturn);
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("visibilitychange", onVisibility);
      autosave.stop();
    };
  }, [autosave, form]);

  return { ...snapshot, autosave, userName };
}
