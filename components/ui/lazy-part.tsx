"use client";

import { type ComponentType, lazy, type ReactNode, Suspense } from "react";

const RETRY_MS = 5_000;

/** Without a connection, the fallback stays until there is one. */
async function loadAtLast<Part>(load: () => Promise<Part>): Promise<Part> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => {
        setTimeout(resolve, RETRY_MS);
        window.addEventListener("online", resolve, { once: true });
      });
    }
  }
}

/** A component whose scripts are loaded where it is rendered. */
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
