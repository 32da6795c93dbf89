const ROWS = "[data-row-link]";
let lastRow: string | null = null;

/** Returns the index of the focused row, or of the last one that had the focus. */
function currentRow(links: HTMLAnchorElement[]): number {
  const focused = links.findIndex((link) => link === document.activeElement);
  if (focused !== -1) return focused;
  return links.findIndex((link) => link.getAttribute("href") === lastRow);
}

/** Moves the focus among the links marked `data-row-link`, starting at the first. */
export function moveInList(step: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>(ROWS)];
  const current = currentRow(links);
  if (current === -1 && step === -1) return;
  const isAway = current !== -1 && links[current] !== document.activeElement;
  const next = isAway ? current : Math.min(Math.max(current + step, 0), links.length - 1);
  const link = links[next];
  if (!link) return;
  lastRow = link.getAttribute("href");
  link.focus();
  link.scrollIntoView({ block: "nearest" });
}

/** Selects the focused row, or clears it. With Shift, from the last row that was chosen. */
export function toggleRow(shiftKey: boolean): void {
  const row = document.activeElement?.closest("li");
  row
    ?.querySelector<HTMLElement>(".pick input")
    ?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey }));
}

function returnToRow({ key, isComposing }: KeyboardEvent): void {
  if (key === "Escape" && !isComposing && !document.querySelector("dialog[open]")) moveInList(1);
}

/** Focuses the actions for the selected rows. Escape returns to the row. */
export function focusSelection(): void {
  const bar = document.querySelector<HTMLElement>(".selection-bar");
  const row = document.activeElement?.closest("li")?.querySelector<HTMLElement>(ROWS);
  if (row) lastRow = row.getAttribute("href");
  bar?.addEventListener("keydown", returnToRow);
  bar?.querySelector<HTMLElement>("button:not(:disabled)")?.focus({ preventScroll: true });
}

/** Presses the button of the page that has this key. */
export function pressButton(key: string): void {
  document.querySelector<HTMLElement>(`main button[data-key="${key}"]`)?.click();
}

/** Follows the page's link back to its list. */
export function goBack(): void {
  document.querySelector<HTMLElement>("[data-back-link]")?.click();
}
