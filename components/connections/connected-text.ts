let text: string | null = null;

/** Keeps it for the next page, whose address does not change. */
export function keepConnectedText(connected: string): void {
  text = connected;
}

export function takeConnectedText(): string | null {
  const taken = text;
  text = null;
  return taken;
}
