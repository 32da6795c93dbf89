/** The width from which the details are a column. */
export const WIDE = "(width >= 64rem)";
