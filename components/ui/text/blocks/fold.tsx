import type { ReactNode } from "react";

import { useTexts } from "#texts";

interface FoldProps {
  /** Null where the text is long without having many lines. */
  lines: number | null;
  children: ReactNode;
}

/** Shows the beginning of a long text until the rest is asked for. Works without scripts. */
export function Fold({ lines, children }: FoldProps) {
  const t = useTexts();
  return (
    <div className="fold">
      <div className="folded">{children}</div>
      <details className="group mt-1 text-[0.8125rem] print:hidden">
        <summary className="inline-block rounded py-1 font-medium text-primary hover:underline">
          <span className="group-open:hidden">
            {lines === null ? t("blocks.showAll") : t("blocks.showLines", { count: lines })}
          </span>
          <span className="hidden group-open:inline">{t("blocks.showLess")}</span>
        </summary>
      </details>
    </div>
  );
}
