import { cx } from "class-variance-authority";
import type { ComponentProps } from "react";

/** A surface on the page's ground. */
export function Card({ className, ...props }: ComponentProps<"div">) {
  return <div data-slot="card" className={cx("rounded-lg border bg-card", className)} {...props} />;
}
