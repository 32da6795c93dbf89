import type { ComponentProps } from "react";

import { controlVariants } from "./control-variants";

const PROSE: ReadonlySet<string> = new Set(["text", "search"]);

export function Input({ className, type = "text", ...props }: ComponentProps<"input">) {
  return (
    <input
      dir={PROSE.has(type) ? "auto" : undefined}
      data-slot="input"
      type={type}
      className={controlVariants({ kind: "line", className })}
      {...props}
    />
  );
}
