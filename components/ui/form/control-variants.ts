import { cn } from "@/lib/utils";

const CONTROL = [
  "w-full rounded-md border border-input bg-card text-base text-foreground",
  "placeholder:text-muted-foreground transition-colors duration-100 sm:text-sm",
  "disabled:cursor-not-allowed disabled:bg-muted disabled:text-muted-foreground",
  "aria-invalid:border-destructive aria-invalid:outline-destructive",
];
const KINDS = {
  line: "h-control px-3",
  select: "h-control appearance-none truncate pr-9 pl-3",
  short: "block min-h-16 px-3 py-2 leading-6 field-sizing-content max-h-[60vh]",
  area: "block min-h-40 px-3 py-2 leading-6 field-sizing-content max-h-[60vh]",
};

interface ControlLook {
  kind?: keyof typeof KINDS;
  className?: string;
}

/** Styles of text controls. 16 px text on phones, where browsers zoom in on smaller text. */
export function controlVariants({ kind = "line", className }: ControlLook = {}): string {
  return cn(CONTROL, KINDS[kind], className);
}
