const NOT_TYPED_INTO = new Set(["checkbox", "radio", "button", "submit", "reset"]);

/** True where a letter belongs to the text being written. */
export function typingIn(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NOT_TYPED_INTO.has(target.type);
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    target.isContentEditable
  );
}

/** True while nothing that a person chose has the focus: a page may then place it. */
export function isFocusFree(): boolean {
  const active = document.activeElement;
  return !active || active === document.body || active.matches("main, main h1");
}

const ROWS = "[data-row-link]";
let lastRow: string | null = null;

/** The row that has the focus, or had it last and is still on the page. */
function currentRow(links: HTMLAnchorElement[]): number {
  const focused = links.findIndex((link) => link === document.activeElement);
  if (focused !== -1) return focused;
  return links.findIndex((link) => link.getAttribute("href") === lastRow);
}

/**
 * Moves the focus among the links marked `data-row-link`. Without a current row, forward begins at
 * the first one and backward does nothing. False when nothing was moved.
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

/** Puts the focus on the first result of a list, or on the words that say that there is none. */
export function focusResults(): void {
  const first = document.querySelector<HTMLElement>(`.list-results ${ROWS}`);
  (first ?? document.querySelector<HTMLElement>("[data-result-count]"))?.focus();
}

/** Puts the focus into the page's search box. False when it has none. */
export function focusSearch(): boolean {
  const search = document.querySelector<HTMLInputElement>("main input[type=search]");
  search?.focus();
  search?.select();
  return search !== null;
}

/** Puts the focus into the reply box, opening it first where a button does that. */
export function focusReply(): boolean {
  const area = document.querySelector<HTMLElement>("main textarea[name=message]#reply");
  area?.focus();
  area?.scrollIntoView({ block: "center" });
  return area !== null;
}

/** Follows the page's way back to its list. False when it has none. */
export function goBack(): boolean {
  const link = document.querySelector<HTMLAnchorElement>("[data-back-link]");
  link?.click();
  return link !== null;
}

/** Puts the focus into the first field of the page's form. False while there is none. */
export function focusFirstField(): boolean {
  const fields = "main form :is(input:not([type=hidden]), select, textarea):not(:disabled)";
  const field = document.querySelector<HTMLElement>(fields);
  field?.focus();
  return field !== null;
}

/** Puts the focus on the page's heading, where a screen reader begins to read. */
export function focusHeading(): boolean {
  const heading = document.querySelector<HTMLElement>("main h1");
  if (!heading) return false;
  heading.tabIndex = -1;
  heading.style.outline = "none";
  heading.focus({ preventScroll: true });
  return true;
}
