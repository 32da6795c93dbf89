/** The dialog that keys or buttons of the header open. */
export type Overlay = "palette" | "shortcuts";

let shown: Overlay | null = null;
const listeners = new Set<() => void>();

export function openOverlay(): Overlay | null {
  return shown;
}

export function showOverlay(overlay: Overlay | null): void {
  shown = overlay;
  for (const listener of listeners) listener();
}

export function subscribeToOverlay(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
