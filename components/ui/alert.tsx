import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";

import { cn } from "@/lib/utils";

const ALERT = "flex items-start gap-3 rounded-lg border px-4 py-3 text-sm";
const TONES = {
  info: "bg-card",
  success: "bg-card",
  warning: "border-warning/35 bg-warning-tint",
  danger: "border-destructive/35 bg-destructive-tint",
};
const ICONS = { info: Info, success: CircleCheck, warning: TriangleAlert, danger: CircleAlert };
const ICON_COLOURS = {
  info: "text-primary",
  success: "text-success",
  warning: "text-warning",
  danger: "text-destructive",
};

interface AlertProps extends Omit<ComponentProps<"div">, "title"> {
  tone?: keyof typeof TONES;
  title?: ReactNode;
  action?: ReactNode;
}

/** Set a `role` only when the alert appears after the page has loaded. */
export function Alert(all: AlertProps) {
  const { tone = "info", title, action, children, className, ...props } = all;
  const Icon = ICONS[tone];
  return (
    <div data-slot="alert" className={cn(ALERT, TONES[tone], className)} {...props}>
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${ICON_COLOURS[tone]}`} />
      <div className="grid min-w-0 flex-1 gap-1">
        {title ? <p className="font-medium">{title}</p> : null}
        {children ? <div className="grid gap-1 text-pretty">{children}</div> : null}
        {action ? <div className="mt-2 flex flex-wrap gap-2">{action}</div> : null}
      </div>
    </div>
  );
}
