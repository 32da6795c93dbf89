import { isolateElement } from "./isolate-element";
import { WIDE } from "./wide";

/** Keeps everything but the open sheet out of reach, and ends it as a dialog ends. */
export function holdSheet(element: HTMLElement, end: () => void): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const release = isolateElement(element);
  element.scrollTop = 0;
  window.matchMedia(WIDE).addEventListener("change", end, { signal });
  window.addEventListener("beforeprint", end, { signal });
  document.addEventListener(
    "pointerdown",
    ({ target }) => {
      if (!element.contains(target as Node)) end();
    },
    { signal },
  );
  document.addEventListener(
    "keydown",
    ({ key, defaultPrevented }) => {
      if (key === "Escape" && !defaultPrevented) end();
    },
    { signal },
  );
  return () => {
    listening.abort();
    release();
  };
}

export type HoldSheet = typeof holdSheet;
