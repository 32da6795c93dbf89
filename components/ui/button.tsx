import type { ComponentProps } from "react";

import { cn } from "@/lib/utils";

import { BUTTON, DEFAULT_SIZE, PRIMARY } from "./button-look";

const VARIANTS = {
  primary: PRIMARY,
  secondary:
    "border border-input/60 bg-card text-foreground not-disabled:hover:border-input not-disabled:hover:bg-muted",
  ghost: "text-muted-foreground not-disabled:hover:bg-muted not-disabled:hover:text-foreground",
  danger:
    "border border-destructive/50 bg-card text-destructive not-disabled:hover:bg-destructive-tint",
};
const SIZES = {
  default: DEFAULT_SIZE,
  /** Grows with a long name. */
  name: "min-h-control px-4 py-2 [overflow-wrap:anywhere]",
  small: "h-9 px-3 text-[0.8125rem] whitespace-nowrap sm:h-8 pointer-coarse:h-11",
  icon: "size-10 sm:size-9 pointer-coarse:size-11",
};

interface ButtonLook {
  variant?: keyof typeof VARIANTS;
  size?: keyof typeof SIZES;
  width?: "auto" | "full";
  className?: string;
}

/** The styles of a button, also for links. Add a variant instead of overriding classes. */
export function buttonVariants(look: ButtonLook = {}): string {
  const { variant = "primary", size = "default", width, className } = look;
  return cn(BUTTON, VARIANTS[variant], SIZES[size], width === "full" && "w-full", className);
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
