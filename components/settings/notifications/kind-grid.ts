/** Columns: kind, in the app, mail, push, saved state. */
export const KIND_GRID =
  "grid gap-x-4 px-4 sm:grid-cols-[minmax(0,1fr)_5.5rem_8.5rem_3.5rem_3.5rem]";
