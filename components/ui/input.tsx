import type { ComponentProps } from "react";
import { controlVariants } from "./control";

export function Input({ className, type = "text", ...props }: ComponentProps<"input">) {
  return <input data-slot="input" type={type} className={controlVariants({ kind: "line", className })} {...props} />;
}
