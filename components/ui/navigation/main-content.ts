export const MAIN_CONTENT_ID = "content";

/** Moves the focus to the main region when the element that had it is removed. */
export function focusMainContent(): void {
  document.getElementById(MAIN_CONTENT_ID)?.focus({ preventScroll: true });
}
