import type { ComponentProps } from "react";

import { cn } from "@/lib/utils";

interface ButtonLook {
  variant?: "primary" | "secondary" | "ghost" | "danger";
  /** "name" grows to fit a long name. */
  size?: "default" | "name" | "small" | "icon";
  width?: "auto" | "full";
  className?: string;
}

/** The styles of a button, also for links. Add a variant instead of overriding classes. */
export function buttonVariants(look: ButtonLook = {}): string {
  const { variant = "primary", size = "default", width, className } = look;
  return cn(
    `button button-${variant}`,
    size !== "default" && `button-${size}`,
    width === "full" && "w-full",
    className,
  );
}

type ButtonProps = ComponentProps<"button"> & ButtonLook;

export function Button({
  variant,
  size,
  width,
  className,
  type = "button",
  ...props
}: ButtonProps) {
  return (
    <button
      data-slot="button"
      type={type}
      className={buttonVariants({ variant, size, width, className })}
      {...props}
    />
  );
}
