import type { ComponentProps } from "react";

export function Checkbox(props: Omit<ComponentProps<"input">, "type" | "className">) {
  return (
    <input
      data-slot="checkbox"
      type="checkbox"
      className="size-4 shrink-0 accent-primary"
      {...props}
    />
  );
}
