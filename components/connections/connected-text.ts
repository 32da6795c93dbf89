let text: string | null = null;

/** Is shown by the page that comes next, whose address stays as it is. */
export function keepConnectedText(connected: string): void {
  text = connected;
}

export function takeConnectedText(): string | null {
  const taken = text;
  text = null;
  return taken;
}
