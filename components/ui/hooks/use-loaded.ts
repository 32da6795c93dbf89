import { type ComponentType, useCallback, useState } from "react";

interface Loaded<Props> {
  /** Null until it is loaded. */
  Component: ComponentType<Props> | null;
  hasFailed: boolean;
  load: () => void;
}

/** A component whose scripts are loaded when it is first needed. `load` retries after a failure. */
export function useLoaded<Props>(loader: () => Promise<ComponentType<Props>>): Loaded<Props> {
  const [Component, setComponent] = useState<ComponentType<Props> | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const load = useCallback(() => {
    setHasFailed(false);
    loader().then(
      (loaded) => setComponent(() => loaded),
      () => setHasFailed(true),
    );
  }, [loader]);
  return { Component, hasFailed, load };
}
