/** Joins class names, leaving out what is falsy: the name that shadcn's components know it by. */
export { clsx as cn } from "clsx";
