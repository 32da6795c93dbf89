/** The time a page may take to enable a button again. */
const LIMIT_MS = 2_000;

/**
 * Returns the focus to a control. A control that was disabled when a dialog opened has lost the
 * focus, so the browser does not restore it.
 */
export function focusOnceEnabled(control: Element | null): void {
  if (!(control instanceof HTMLElement) || control === document.body) return;
  // In the next frame the dialog is closed.
  const focusIfEnabled = () => {
    if (control.matches(":disabled")) return;
    observer.disconnect();
    requestAnimationFrame(() => control.focus());
  };
  const observer = new MutationObserver(focusIfEnabled);
  observer.observe(control, { attributeFilter: ["disabled"] });
  setTimeout(() => observer.disconnect(), LIMIT_MS);
  focusIfEnabled();
}
