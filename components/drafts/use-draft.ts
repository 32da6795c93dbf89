"use client";

import { type RefObject, useEffect, useState, useSyncExternalStore } from "react";

import { DraftAutosave, type DraftAutosaveOptions } from "./draft-autosave";
import type { DraftSnapshot } from "./draft-state";
import { draftTransportFor } from "./draft-transport";
import { deleteOldBackups } from "./local-backup";
import { preHydrationInput, withPreHydrationInput } from "./pre-hydration-input";

export interface Draft extends DraftSnapshot {
  keeper: DraftAutosave;
  /** Whose it is, by name. */
  userName: string;
}

interface UseDraft extends Omit<DraftAutosaveOptions, "transport"> {
  form: RefObject<HTMLFormElement | null>;
  userName: string;
}

/** What is typed into a form, kept as it is typed: on the server, and in the browser until the server has it. One form keeps its place as long as it is on the page. */
export function useDraft({ form, userName, ...options }: UseDraft): Draft {
  const [keeper] = useState(
    () => new DraftAutosave({ ...options, transport: draftTransportFor(options.userId) }),
  );
  const snapshot = useSyncExternalStore(keeper.subscribe, keeper.snapshot, () => keeper.initial);

  useEffect(() => {
    const first = keeper.initial.values;
    const typed = preHydrationInput(form.current, first);
    keeper.start();
    keeper.restore();
    if (Object.keys(typed).length > 0)
      keeper.change(withPreHydrationInput(keeper.snapshot().values, typed, first));
    deleteOldBackups();
    const leave = () => keeper.leave();
    const look = () => keeper.flush(document.visibilityState === "hidden");
    const back = () => keeper.flush(false);
    const warn = (event: BeforeUnloadEvent) => {
      if (keeper.atRisk) event.preventDefault();
    };
    window.addEventListener("pagehide", leave);
    window.addEventListener("online", back);
    window.addEventListener("pageshow", back);
    window.addEventListener("beforeunload", warn);
    document.addEventListener("visibilitychange", look);
    return () => {
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("online", back);
      window.removeEventListener("pageshow", back);
      window.removeEventListener("beforeunload", warn);
      document.removeEventListener("visibilitychange", look);
      keeper.stop();
    };
  }, [keeper, form]);

  return { ...snapshot, keeper, userName };
}
