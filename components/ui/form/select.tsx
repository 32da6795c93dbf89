import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";

import { controlVariants } from "./control-variants";

export function Select({ className, ...props }: ComponentProps<"select">) {
  return (
    <span className="relative block">
      <select
        data-slot="select"
        className={controlVariants({ kind: "select", className })}
        {...props}
      />
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted-foreground"
      />
    </span>
  );
}
