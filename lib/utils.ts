/** Joins class names. shadcn's components expect it as `cn`. */
export { clsx as cn } from "clsx";
