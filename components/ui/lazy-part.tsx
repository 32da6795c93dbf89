"use client";

import { type ComponentType, lazy, type ReactNode, Suspense } from "react";

const RETRY_MS = 5_000;

/** Resolves when scripts that could not be loaded may be asked for again. */
export function untilNextTry(): Promise<unknown> {
  return new Promise((resolve) => {
    setTimeout(resolve, RETRY_MS);
    window.addEventListener("online", resolve, { once: true });
  });
}

/** Without a connection, the fallback stays until there is one. */
async function loadAtLast<Part>(load: () => Promise<Part>): Promise<Part> {
  for (;;) {
    try {
      return await load();
    } catch {
      await untilNextTry();
    }
  }
}

/**
 * A component whose scripts are loaded where it is rendered. The fallback has its size: a long page
 * is painted before the part. It is all that a browser without scripts shows.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  fallback: (props: Props) => ReactNode = () => null,
): (props: Props) => ReactNode {
  const Part = lazy(async () => ({ default: await loadAtLast(load) })) as ComponentType<Props>;
  return function LazyPart(props) {
    return (
      <Suspense fallback={fallback(props)}>
        <Part {...props} />
      </Suspense>
    );
  };
}
