import { useTexts } from "#texts";

import { CopyableText } from "./facts/copyable-text";

/** Shows the reference that the message carries at the provider; a click copies it. */
export function Reference({ reference }: { reference: string }) {
  const t = useTexts();
  return (
    <span className="inline-flex items-center gap-1.5 text-xs text-muted-foreground">
      {t("reference.label")}
      <CopyableText text={reference} />
    </span>
  );
}
