/** Classes of every button. */
export const BUTTON = [
  "inline-flex shrink-0 items-center justify-center gap-2 rounded-md font-medium",
  "select-none transition-colors duration-100 disabled:cursor-not-allowed",
  "disabled:opacity-55 aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0",
].join(" ");
export const PRIMARY = "bg-primary text-primary-foreground not-disabled:hover:bg-primary-hover";
export const DEFAULT_SIZE = "h-control px-4 whitespace-nowrap";
