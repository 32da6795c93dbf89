import { useState } from "react";

/**
 * Returns the value of the first render. A refreshed page may belong to another person who has
 * signed in since; a form that holds somebody's text stays the form of that person.
 */
export function useInitialValue<T>(value: T): T {
  const [first] = useState(() => value);
  return first;
}
