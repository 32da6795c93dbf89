import { useEffect, useState } from "react";

const SHOWN_MS = 2_000;

/** Returns a function that copies the text, and whether it has just been copied. */
export function useCopy(text: string): { isCopied: boolean; copy: () => Promise<void> } {
  const [copied, setCopied] = useState<string | null>(null);

  useEffect(() => {
    if (copied === null) return;
    const timer = setTimeout(() => setCopied(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    // Without the clipboard permission the text can still be selected.
    await navigator.clipboard.writeText(text).then(
      () => setCopied(text),
      () => undefined,
    );
  }

  return { isCopied: copied === text, copy };
}
