const DELAY_MS = 100;

let region: HTMLElement | undefined;

/** Tells screen readers what happened when the element that could say it is gone. */
export function announce(text: string): void {
  region ??= document.createElement("p");
  region.setAttribute("role", "status");
  region.className = "sr-only";
  region.textContent = "";
  document.body.append(region);
  // Screen readers announce changes only to a region that already exists.
  setTimeout(() => region?.replaceChildren(text), DELAY_MS);
}
