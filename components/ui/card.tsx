import { cn } from "@/lib/utils";
import type { ComponentProps } from "react";

/** A surface on the page's ground. */
export function Card({ className, ...props }: ComponentProps<"div">) {
  return <div data-slot="card" className={cn("rounded-lg border bg-card", className)} {...props} />;
}
