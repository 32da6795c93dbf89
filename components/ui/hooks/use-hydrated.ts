import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** Returns false until the page is hydrated, when a click would be lost. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
