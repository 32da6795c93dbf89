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
let lastRow: string | null = null;

/** Returns the index of the focused row, or of the last one that had the focus. */
function currentRow(links: HTMLAnchorElement[]): number {
  const focused = links.findIndex((link) => link === document.activeElement);
  if (focused !== -1) return focused;
  return links.findIndex((link) => link.getAttribute("href") === lastRow);
}

/**
 * Moves the focus among the links marked `data-row-link`, starting at the first. Returns false when
 * nothing was moved.
 */
export function moveInList(step: 1 | -1): boolean {
  const links = [...document.querySelectorAll<HTMLAnchorElement>(ROWS)];
  const current = currentRow(links);
  if (current === -1 && step === -1) return false;
  const isAway = current !== -1 && links[current] !== document.activeElement;
  const next = isAway ? current : Math.min(Math.max(current + step, 0), links.length - 1);
  const link = links[next];
  if (!link) return false;
  lastRow = link.getAttribute("href");
  link.focus();
  link.scrollIntoView({ block: "nearest" });
  return true;
}

/** Selects the focused row, or clears it. Returns false when there is none. */
export function toggleRow(): boolean {
  const row = document.activeElement?.closest("li");
  const box = row?.querySelector<HTMLElement>(".pick input");
  box?.click();
  return Boolean(box);
}

/** Focuses what can be done with the selected rows. Returns false when none is selected. */
export function focusSelection(): boolean {
  const button = document.querySelector<HTMLElement>(".selection-bar button:not(:disabled)");
  button?.focus();
  return button !== null;
}

/** Presses the button of the page that has this key. Returns false when there is none. */
export function pressButton(key: string): boolean {
  const button = document.querySelector<HTMLElement>(`main button[data-key="${key}"]`);
  button?.click();
  return button !== null;
}

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

/** Returns false when the page has no link back to its list. */
export function goBack(): boolean {
  const link = document.querySelector<HTMLAnchorElement>("[data-back-link]");
  link?.click();
  return link !== null;
}

const FIELDS = "main form :is(input:not([type=hidden]), select, textarea):not(:disabled)";

/** Focuses the first empty field. Returns false while the page has no form. */
export function focusFirstField(): boolean {
  if (document.querySelector("main [data-form-skeleton]")) return false;
  const shown = [...document.querySelectorAll<HTMLInputElement>(FIELDS)].filter((field) =>
    field.checkVisibility(),
  );
  const field = shown.find(({ value }) => value === "") ?? shown[0];
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
