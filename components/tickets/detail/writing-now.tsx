import { useEffect, useSyncExternalStore } from "react";

import { useLanguage, useTexts } from "#texts";

/** Longer than the polling interval. */
const SHOWN_MS = 60_000;
const NOBODY: readonly string[] = [];

let names = NOBODY;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/** Shows who else is writing a reply, by the newest answer of the portal. */
export function showWriting(latest: readonly string[]): void {
  clearTimeout(timer);
  if (latest.length > 0) timer = setTimeout(() => showWriting(NOBODY), SHOWN_MS);
  if (latest.join() === names.join()) return;
  names = latest;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Reserves its space to avoid layout shifts. */
export function WritingNow() {
  const t = useTexts();
  const language = useLanguage();
  const writing = useSyncExternalStore(
    subscribe,
    () => names,
    () => NOBODY,
  );
  useEffect(() => () => showWriting(NOBODY), []);
  const people = new Intl.ListFormat(language).format(writing);
  return (
    <p
      aria-live="polite"
      className="pointer-events-none -my-2 h-5 truncate text-[0.8125rem] text-muted-foreground print:hidden"
    >
      {writing.length > 0 ? t("ticketLive.writing", { count: writing.length, people }) : null}
    </p>
  );
}
