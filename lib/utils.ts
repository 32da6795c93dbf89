/** Joins class names; shadcn components expect this name. */
export { clsx as cn } from "clsx";
