import { useEffect, useState } from "react";

const SHOWN_MS = 2_000;

/**
 * Returns a function that copies the text, and whether it has just been copied. A function is asked
 * for the text when it is needed.
 */
export function useCopy(text: string | (() => string)): {
  isCopied: boolean;
  copy: () => Promise<void>;
} {
  const [copied, setCopied] = useState<string | null>(null);

  useEffect(() => {
    if (copied === null) return;
    const timer = setTimeout(() => setCopied(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    const copying = typeof text === "string" ? text : text();
    // Without the clipboard permission the text can still be selected.
    await navigator.clipboard.writeText(copying).then(
      () => setCopied(copying),
      () => undefined,
    );
  }

  return { isCopied: typeof text === "string" ? copied === text : copied !== null, copy };
}
