import type { ComponentProps } from "react";

import { controlVariants } from "./control-variants";

interface TextareaProps extends ComponentProps<"textarea"> {
  short?: boolean;
}

export function Textarea({ short = false, className, ...props }: TextareaProps) {
  return (
    <textarea
      dir="auto"
      data-slot="textarea"
      className={controlVariants({ kind: short ? "short" : "area", className })}
      {...props}
    />
  );
}
