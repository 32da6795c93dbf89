import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** False in the server's HTML and until the page is alive: what is pressed before would be lost. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
