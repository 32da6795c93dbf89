import { useState } from "react";

/**
 * Returns the value of the first render. A refreshed page may belong to another person who has
 * signed in since; a form with text must stay the form of its author.
 */
export function useInitialValue<T>(value: T): T {
  const [first] = useState(() => value);
  return first;
}
