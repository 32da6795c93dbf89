const NOT_TYPED_INTO = new Set(["checkbox", "radio", "button", "submit", "reset"]);

/** True where a letter belongs to the text being written. */
export function typingIn(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NOT_TYPED_INTO.has(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

/** Moves the focus among the links marked `data-row-link`. False when the page has no list. */
export function moveInList(step: 1 | -1): boolean {
  const links = [...document.querySelectorAll<HTMLAnchorElement>("[data-row-link]")];
  if (links.length === 0) return false;
  const current = links.findIndex((link) => link === document.activeElement);
  const start = step === 1 ? 0 : links.length - 1;
  const next = current === -1 ? start : Math.min(Math.max(current + step, 0), links.length - 1);
  links[next]?.focus();
  links[next]?.scrollIntoView({ block: "nearest" });
  return true;
}
