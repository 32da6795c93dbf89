/** Between the values of one form control. */
export const VALUE_SEPARATOR = "|";
