const keyOf = (viewerId: string, ticketId: string) => `note ${viewerId} ${ticketId}`;

/** Keeps a note that is not saved until the tab is closed or its person signs out. */
export function keepNote(viewerId: string, ticketId: string, text: string): void {
  try {
    if (text === "") sessionStorage.removeItem(keyOf(viewerId, ticketId));
    else sessionStorage.setItem(keyOf(viewerId, ticketId), text);
  } catch {
    return;
  }
}

/** Returns "" if there is none. */
export function keptNote(viewerId: string, ticketId: string): string {
  try {
    return sessionStorage.getItem(keyOf(viewerId, ticketId)) ?? "";
  } catch {
    return "";
  }
}
