const NON_TEXT_TYPES = new Set(["checkbox", "radio", "button", "submit", "reset"]);

export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NON_TEXT_TYPES.has(target.type);
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    target.isContentEditable
  );
}

/** Returns whether the focus is on nothing that the person has chosen. */
export function isFocusFree(): boolean {
  const active = document.activeElement;
  return !active || active === document.body || active.matches("main, main h1");
}

const ROWS = "[data-row-link]";

/** Returns false when the list has no row. */
export function focusResults(): boolean {
  const first = document.querySelector<HTMLElement>(`.list-results ${ROWS}`);
  first?.focus();
  return first !== null;
}

/** Returns false when the page has no search box. */
export function focusSearch(): boolean {
  const search = document.querySelector<HTMLInputElement>("main input[type=search]");
  search?.focus();
  search?.select();
  return search !== null;
}

/** Returns false when the page has no reply box. */
export function focusReply(): boolean {
  const area = document.querySelector<HTMLElement>("main textarea[name=message]#reply");
  area?.focus();
  area?.scrollIntoView({ block: "center" });
  return area !== null;
}

const FIELDS = "main form :is(input:not([type=hidden]), select, textarea):not(:disabled)";

/** Focuses the first field. Returns false while the page has no form. */
export function focusFirstField(): boolean {
  if (document.querySelector("main [data-form-skeleton]")) return false;
  const fields = [...document.querySelectorAll<HTMLElement>(FIELDS)];
  const field = fields.find((one) => one.checkVisibility());
  field?.focus();
  return field !== undefined;
}

/** Focuses the page's heading, where screen readers start to read. */
export function focusHeading(): boolean {
  const heading = document.querySelector<HTMLElement>("main h1");
  if (!heading) return false;
  heading.tabIndex = -1;
  heading.style.outline = "none";
  heading.focus({ preventScroll: true });
  return true;
}
